namespace Aspire.Hosting;

/// <summary>How often and how soon an ended process is started again.</summary>
internal sealed class RestartPolicy
{
    /// <summary>Quick ends in a row after which a resource counts as failed.</summary>
    public const int MaxQuickEnds = 6;

    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private int _quickEnds;

    /// <summary>Counts an end.</summary>
    /// <param name="uptime">How long the process lived.</param>
    /// <returns>The pause before the next start; null when there is to be none.</returns>
    public TimeSpan? NextDelay(TimeSpan uptime)
    {
        _quickEnds = uptime < Stable ? _quickEnds + 1 : 0;
        if (_quickEnds >= MaxQuickEnds) return null;
        if (_quickEnds == 0) return TimeSpan.Zero;
        var delay = First * Math.Pow(2, _quickEnds - 1);
        return delay < Longest ? delay : Longest;
    }
}
