namespace SecureExec;

/// <summary>
/// A runtime has used 80 % of a limit. Told once, and again after the use has fallen below 50 %. What ends a process rather than filling up
/// (<c>v8_heap_bytes</c>) is told when the limit is reached.
/// </summary>
/// <param name="Limit"><c>vm_processes</c>, <c>vm_open_fds</c>, <c>vm_filesystem_bytes</c>, <c>vm_inodes</c>, <c>v8_heap_bytes</c>, <c>v8_cpu_time_ms</c> or <c>v8_wall_clock_ms</c>.</param>
/// <param name="Category"><c>resource</c>, <c>memory</c> or <c>cpu</c>.</param>
/// <param name="Observed">What is used.</param>
/// <param name="Capacity">The limit.</param>
/// <param name="Pid">The process, for limits of a process; 0 for those of the whole VM.</param>
/// <param name="Dropped">Warnings that were dropped before this one, because the callback did not keep up.</param>
public sealed record LimitWarning(string Limit, string Category, long Observed, long Capacity, int Pid = 0, long Dropped = 0)
{
    /// <summary>How full, in percent.</summary>
    public int FillPercent => Capacity <= 0 ? 100 : (int)Math.Min(int.MaxValue, Observed * 100.0 / Capacity);
}
