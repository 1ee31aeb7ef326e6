using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>The form that creates a runtime.</summary>
/// <param name="gateway">The gateway.</param>
public sealed class CreateRuntimeViewModel(IGatewayClient gateway)
{
    /// <summary>A label for people.</summary>
    public string Name { get; set; } = "";

    /// <summary>Name of a stored policy; null for the default.</summary>
    public string? Policy { get; set; }

    /// <summary>Heap of each guest process in MiB; null for the node's default.</summary>
    public int? HeapMiB { get; set; }

    /// <summary>Minutes without a request after which the runtime ends; null for the node's default.</summary>
    public int? IdleMinutes { get; set; }

    /// <summary>Names of the stored policies; empty until loaded.</summary>
    public IReadOnlyList<string> PolicyNames { get; private set; } = [];

    /// <summary>Whether a call is going on.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Why the last call failed, when it is not about single members.</summary>
    public GatewayFailure? Failure { get; private set; }

    /// <summary>Messages by member of the request.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    /// <summary>Loads what can be chosen; without it the default policy can still be used.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if ((await gateway.ListPoliciesAsync(cancellationToken)).TryGet(out var list, out var failure))
        {
            PolicyNames = [.. list.Policies.Select(p => p.Name).Order(StringComparer.Ordinal)];
        }
        Failure = failure;
    }

    /// <summary>The message about a member; null when there is none.</summary>
    public string? ErrorOf(string member) => Errors.TryGetValue(member, out var messages) ? string.Join(' ', messages) : null;

    /// <summary>Creates the runtime.</summary>
    /// <returns>The runtime; null when it was not created, and the messages say why.</returns>
    public async Task<RuntimeInfo?> CreateAsync(CancellationToken cancellationToken)
    {
        var request = new CreateRuntimeRequest
        {
            Name = string.IsNullOrWhiteSpace(Name) ? null : Name.Trim(),
            Policy = string.IsNullOrEmpty(Policy) ? null : Policy,
            Limits = HeapMiB is { } heap ? ResourceLimits.Default with { V8HeapLimitMb = heap } : null,
            IdleTimeoutSeconds = IdleMinutes * 60,
        };
        Failure = null;
        Errors = ContractValidation.Validate(request, resolved: false);
        if (Errors.Count > 0) return null;
        IsBusy = true;
        var answer = await gateway.CreateRuntimeAsync(request, cancellationToken);
        IsBusy = false;
        if (answer.TryGet(out var runtime, out var failure)) return runtime;
        Errors = failure.Errors;
        Failure = failure.Errors.Count == 0 ? failure : null;
        return null;
    }
}
