using System.Text.Json;
using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary><c>GET /runtimes/events</c>: a snapshot, then changes, as server-sent events.</summary>
internal static class EventEndpoints
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/runtimes/events", StreamAsync);

    private static async Task StreamAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var options = services.GetRequiredService<PoolOptions>();
        var snapshots = services.GetRequiredService<RuntimeSnapshots>();
        var time = services.GetRequiredService<TimeProvider>();

        // Streams would hold up the stop of the server until its limit.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var changes = new RuntimeChanges(options.NodeId);
        using var timer = new PeriodicTimer(options.EventInterval, time);
        try
        {
            await ServerSentEvents.BeginAsync(context.Response, stop.Token);
            var lastSent = time.GetTimestamp();
            do
            {
                foreach (var change in changes.Update(await snapshots.TakeAsync().WaitAsync(stop.Token)))
                {
                    await WriteAsync(context.Response, change, stop.Token);
                    lastSent = time.GetTimestamp();
                }

                if (time.GetElapsedTime(lastSent) >= KeepAlive)
                {
                    await ServerSentEvents.KeepAliveAsync(context.Response, stop.Token);
                    lastSent = time.GetTimestamp();
                }
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The listener or the server has gone: the normal end of the stream.
        }
    }

    private static Task WriteAsync(HttpResponse response, RuntimeEvent change, CancellationToken cancellationToken) =>
        ServerSentEvents.WriteAsync(
            response, change.EventName, JsonSerializer.SerializeToUtf8Bytes(change, ContractsJsonContext.Default.RuntimeEvent), cancellationToken);
}
