using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>The stored policies and the one that is open.</summary>
/// <param name="gateway">The gateway.</param>
public sealed class PoliciesViewModel(IGatewayClient gateway)
{
    /// <summary>The stored policies, by name; null until they are loaded.</summary>
    public IReadOnlyList<PolicyInfo>? Policies { get; private set; }

    /// <summary>Why they could not be loaded.</summary>
    public GatewayFailure? Failure { get; private set; }

    /// <summary>The open policy; null when none is.</summary>
    public PolicyEditorViewModel? Editor { get; private set; }

    /// <summary>Whether a policy was asked for that does not exist.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>Loads the list.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if ((await gateway.ListPoliciesAsync(cancellationToken)).TryGet(out var list, out var failure))
        {
            Policies = [.. list.Policies.OrderBy(p => p.Name, StringComparer.Ordinal)];
        }
        Failure = failure;
    }

    /// <summary>Opens a policy of the list; closes the editor for null.</summary>
    public void Open(string? name)
    {
        if (name is not null && Editor is { IsNew: false } open && open.Name == name) return;
        var policy = Policies?.FirstOrDefault(p => p.Name == name);
        IsMissing = name is not null && policy is null && Policies is not null;
        Editor = policy is null ? null : new PolicyEditorViewModel(gateway);
        if (policy is not null) Editor!.Show(policy);
    }

    /// <summary>Opens an editor for a new policy.</summary>
    public void OpenNew()
    {
        IsMissing = false;
        Editor = new PolicyEditorViewModel(gateway);
        Editor.StartNew();
    }
}
