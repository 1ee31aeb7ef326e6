using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Policies;

/// <summary>Turns a policy's name into its permissions, since pool nodes know no names.</summary>
internal sealed class PolicyResolver(IPolicyStore store)
{
    /// <summary>The permissions to send to the pool node.</summary>
    /// <param name="name">The policy's name in the request.</param>
    /// <param name="permissions">The inline permissions in the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PolicyResolution> ResolveAsync(string? name, PermissionPolicy? permissions, CancellationToken cancellationToken)
    {
        if (name is null)
            return new(permissions, null);
        if (await store.FindAsync(name, cancellationToken) is not { } stored)
            return Invalid($"There is no policy named '{name}'.");

        // A document that an older version accepted must not silently become no policy.
        return PolicyDocument.TryParse(stored.Document, out var policy, out var error)
            ? new(policy, null)
            : Invalid($"The stored policy '{name}' is not valid any more: {error}");
    }

    private static PolicyResolution Invalid(string message) =>
        new(null, Problems.Invalid(new Dictionary<string, string[]> { ["policy"] = [message] }));
}
