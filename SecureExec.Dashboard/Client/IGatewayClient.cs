using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Dashboard.Client;

/// <summary>The gateway's HTTP API, as the signed-in user. Expected failures are results; exceptions are our bugs or cancellations.</summary>
public interface IGatewayClient
{
    /// <summary>Asks whether the gateway takes a key.</summary>
    Task<GatewayResult<Done>> VerifyKeyAsync(string apiKey, CancellationToken cancellationToken);

    /// <summary>
    /// Follows the runtimes: first a snapshot per pool node, then changes. Ends when the stream ends.
    /// </summary>
    /// <exception cref="GatewayException">The stream could not be opened or was lost.</exception>
    IAsyncEnumerable<RuntimeEvent> WatchRuntimesAsync(CancellationToken cancellationToken);

    /// <summary>Creates a runtime.</summary>
    Task<GatewayResult<RuntimeInfo>> CreateRuntimeAsync(CreateRuntimeRequest request, CancellationToken cancellationToken);

    /// <summary>Ends a runtime and all that runs in it.</summary>
    Task<GatewayResult<Done>> DeleteRuntimeAsync(string id, CancellationToken cancellationToken);

    /// <summary>Runs code in a runtime and waits for its end.</summary>
    Task<GatewayResult<RunResponse>> RunAsync(string id, RunRequest request, CancellationToken cancellationToken);

    /// <summary>Sends a signal to a guest process.</summary>
    /// <param name="id">The runtime.</param>
    /// <param name="pid">The process inside it.</param>
    /// <param name="signal">Name of the signal, for example <c>SIGTERM</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<GatewayResult<Done>> KillAsync(string id, int pid, string signal, CancellationToken cancellationToken);

    /// <summary>Lists a guest directory.</summary>
    Task<GatewayResult<FileListing>> ListDirectoryAsync(string id, string path, CancellationToken cancellationToken);

    /// <summary>Reads the beginning of a guest file.</summary>
    /// <param name="id">The runtime.</param>
    /// <param name="path">Absolute guest path.</param>
    /// <param name="maxBytes">Most bytes to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<GatewayResult<GuestFile>> ReadFileAsync(string id, string path, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Lists the stored policies.</summary>
    Task<GatewayResult<PolicyList>> ListPoliciesAsync(CancellationToken cancellationToken);

    /// <summary>Reads one stored policy.</summary>
    Task<GatewayResult<PolicyInfo>> GetPolicyAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores a policy.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="document">The document.</param>
    /// <param name="revision">The revision it replaces; null to make a new one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<GatewayResult<PolicyInfo>> SavePolicyAsync(
        string name, JsonElement document, int? revision, CancellationToken cancellationToken);

    /// <summary>Deletes a stored policy.</summary>
    Task<GatewayResult<Done>> DeletePolicyAsync(string name, CancellationToken cancellationToken);
}
