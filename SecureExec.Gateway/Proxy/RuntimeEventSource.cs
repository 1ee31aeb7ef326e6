using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using SecureExec.Contracts;

namespace SecureExec.Gateway.Proxy;

/// <summary>Merges the event streams of all pool nodes into one per listener.</summary>
internal sealed partial class RuntimeEventSource(NodeDirectory directory, NodeTransport transport, ILogger<RuntimeEventSource> logger)
{
    private const int Capacity = 256;
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);

    /// <summary>A snapshot per node, then changes, until cancelled. A slow listener slows the nodes' streams, nothing is dropped.</summary>
    public ChannelReader<RuntimeEvent> Listen(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<RuntimeEvent>(Capacity);
        var followers = directory.Nodes.Select(node => FollowAsync(node.Address, channel.Writer, cancellationToken));
        _ = CompleteAsync(Task.WhenAll(followers), channel.Writer, cancellationToken);
        return channel.Reader;
    }

    private static async Task CompleteAsync(Task followers, ChannelWriter<RuntimeEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await followers;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (Exception e)
        {
            events.TryComplete(e is OperationCanceledException ? null : e);
        }
    }

    private async Task FollowAsync(Uri address, ChannelWriter<RuntimeEvent> events, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            string? nodeId = null;
            try
            {
                await foreach (var change in ReadAsync(address, cancellationToken))
                {
                    nodeId = change.Node;
                    await events.WriteAsync(change, cancellationToken);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                LogBroken(address, e.Message);
            }

            if (nodeId is not null)
                await events.WriteAsync(new RuntimeEvent { Type = RuntimeEventType.Snapshot, Node = nodeId, Runtimes = [] }, cancellationToken);
            await Task.Delay(ReconnectDelay, cancellationToken);
        }
    }

    private async IAsyncEnumerable<RuntimeEvent> ReadAsync(
        Uri address, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "runtimes/events"));
        transport.Authorize(request);
        using var response = await transport.Invoker.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parser = SseParser.Create(body, static (_, data) => JsonSerializer.Deserialize(data, ContractsJsonContext.Default.RuntimeEvent));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            if (item.Data is { } change)
                yield return change;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The event stream of {Address} broke: {Reason}")]
    private partial void LogBroken(Uri address, string reason);
}
