using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SecureExec.Sidecar.Pool;

/// <summary>
/// Says at the start what confines the workers, refuses to serve a network without a token, and ends the runtimes when the node stops.
/// </summary>
internal sealed partial class PoolStartup(
    IRuntimeFactory factory,
    RuntimeRegistry registry,
    PoolOptions options,
    IServer server,
    IConfiguration configuration,
    ILogger<PoolStartup> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var isolation = factory.Isolation;
        LogNode(options.NodeId, options.MaxRuntimes, options.Spares);
        if (isolation.LockedDown)
            LogLockedDown(isolation.Summary);
        else
            LogNotLockedDown(isolation.Summary);
        if (options.NodeToken is null)
            LogNoToken();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var configured = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (options.NodeToken is null && configured.Append(configuration["urls"] ?? "").Any(IsOpen))
            throw new PoolConfigurationException("It would serve a network without a token: set SECUREEXEC_NODE_TOKEN, or listen on 127.0.0.1.");
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Again with what the server really listens on: Kestrel's own section and port lists do not show before.
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (options.NodeToken is null && addresses.Any(IsOpen))
            throw new PoolConfigurationException("It serves a network without a token: set SECUREEXEC_NODE_TOKEN, or listen on 127.0.0.1.");
        return Task.CompletedTask;
    }

    /// <summary>Before the server waits for its requests: a run under way would keep it from stopping.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => registry.RemoveAllAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether one of the addresses, separated by ';', can be reached from elsewhere.</summary>
    internal static bool IsOpen(string addresses) =>
        addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(address =>
        {
            // '*' and '+' are no host names for Uri, and mean all addresses.
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
                return true;
            if (uri.Scheme is not ("http" or "https") || uri.Host.StartsWith("unix", StringComparison.Ordinal))
                return false;
            return !uri.IsLoopback && !(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        });

    [LoggerMessage(Level = LogLevel.Information, Message = "Pool node {Node}: at most {MaxRuntimes} runtimes, {Spares} spare workers.")]
    private partial void LogNode(string node, int maxRuntimes, int spares);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Summary}")]
    private partial void LogLockedDown(string summary);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Summary}")]
    private partial void LogNotLockedDown(string summary);

    [LoggerMessage(Level = LogLevel.Warning, Message = "SECUREEXEC_NODE_TOKEN is not set: every program of this machine can use this node.")]
    private partial void LogNoToken();
}
