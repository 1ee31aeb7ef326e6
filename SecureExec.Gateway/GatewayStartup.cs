using SecureExec.Gateway.Auth;
using SecureExec.Gateway.Policies;

namespace SecureExec.Gateway;

/// <summary>Opens what the gateway keeps on disk before the first request, so that a broken data directory is one clear failure at start.</summary>
internal sealed class GatewayStartup(ApiKeyStore keys, IPolicyStore policies) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await policies.OpenAsync(cancellationToken);
        keys.Open();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
