using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Gateway.Policies;

/// <summary>Where named policies are kept.</summary>
internal interface IPolicyStore
{
    /// <summary>Opens the store and brings its tables up to date. Must be called before anything else.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>All policies, by name.</summary>
    Task<IReadOnlyList<PolicyInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One policy, or null.</summary>
    Task<PolicyInfo?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Creates or replaces a policy.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="document">A checked document.</param>
    /// <param name="expectedRevision">The revision it must have, 0 for "does not exist yet", or null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The stored policy, or null when the revision was another.</returns>
    Task<PolicyInfo?> PutAsync(string name, JsonElement document, int? expectedRevision, CancellationToken cancellationToken);

    /// <summary>Deletes a policy; false when there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken);
}
