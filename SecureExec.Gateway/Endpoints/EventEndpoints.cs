using System.Text.Json;
using SecureExec.Contracts;
using SecureExec.Gateway.Proxy;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Endpoints;

/// <summary>What happens to the runtimes, as it happens.</summary>
internal static class EventEndpoints
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static void MapEventEndpoints(this IEndpointRouteBuilder api) =>
        api.MapGet("/runtimes/events", StreamAsync)
            .WithName("WatchRuntimes").WithTags("Runtimes")
            .WithSummary("Streams a snapshot of the runtimes of each pool node, then their changes, as server-sent events.")
            .Produces<RuntimeEvent>(contentType: "text/event-stream");

    private static async Task StreamAsync(HttpContext context, RuntimeEventSource source, IHostApplicationLifetime lifetime)
    {
        // Streams would hold up the stop of the server until its limit.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var events = source.Listen(stop.Token);
        try
        {
            await ServerSentEvents.BeginAsync(context.Response, stop.Token);
            var more = events.WaitToReadAsync(stop.Token).AsTask();
            while (true)
            {
                if (await Task.WhenAny(more, Task.Delay(KeepAlive, stop.Token)) != more)
                {
                    await ServerSentEvents.KeepAliveAsync(context.Response, stop.Token);
                    continue;
                }

                if (!await more)
                    return;
                while (events.TryRead(out var change))
                    await WriteAsync(context.Response, change, stop.Token);
                more = events.WaitToReadAsync(stop.Token).AsTask();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The listener or the server has gone: the normal end of the stream.
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private static Task WriteAsync(HttpResponse response, RuntimeEvent change, CancellationToken cancellationToken) =>
        ServerSentEvents.WriteAsync(
            response, change.EventName, JsonSerializer.SerializeToUtf8Bytes(change, ContractsJsonContext.Default.RuntimeEvent), cancellationToken);
}
