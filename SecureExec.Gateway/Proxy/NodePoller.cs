using Microsoft.Extensions.Options;
using SecureExec.Gateway.Configuration;

namespace SecureExec.Gateway.Proxy;

/// <summary>Keeps <see cref="NodeDirectory"/> fresh; looks more often until every node has answered once.</summary>
internal sealed partial class NodePoller(NodeDirectory directory, IOptions<GatewayOptions> options, ILogger<NodePoller> logger)
    : BackgroundService
{
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var calm = TimeSpan.FromMilliseconds(options.Value.NodePollMilliseconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await directory.RefreshAsync().WaitAsync(stoppingToken);
                await Task.Delay(directory.Nodes.All(n => n.Info is not null) || calm < Eager ? calm : Eager, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e);
                await Task.Delay(calm, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Asking the pool nodes failed.")]
    private partial void LogFailed(Exception e);
}
