namespace Aspire.Hosting;

/// <summary>Asks one address for its health again and again: fast until the first good answer, then at leisure.</summary>
/// <param name="url">Address to ask.</param>
/// <param name="statusCode">Status code of a healthy answer.</param>
internal sealed class HealthProbe(string url, int statusCode)
{
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(2);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>Runs until cancelled.</summary>
    /// <param name="onChange">Receives true on the first and each regained good answer, false on each loss.</param>
    /// <param name="cancellationToken">Ends the loop without an exception.</param>
    public async Task RunAsync(Func<bool, ValueTask> onChange, CancellationToken cancellationToken)
    {
        var healthy = false;
        var interval = FirstInterval;
        while (!cancellationToken.IsCancellationRequested)
        {
            var now = await AskAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested) return;
            if (now != healthy) await onChange(now);
            if (now) interval = HealthyInterval;
            else interval = healthy ? FirstInterval : Shorter(interval * 1.5, LongestInterval);
            healthy = now;
            await Task.Delay(interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(url), cancellationToken);
            return (int)answer.StatusCode == statusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
