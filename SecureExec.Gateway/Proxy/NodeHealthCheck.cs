using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecureExec.Gateway.Proxy;

/// <summary>Degraded without a pool node: policies can still be read and the API still answers.</summary>
internal sealed class NodeHealthCheck(NodeDirectory directory) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(directory.Nodes.Any(n => n.Available)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("No pool node answers."));
}
