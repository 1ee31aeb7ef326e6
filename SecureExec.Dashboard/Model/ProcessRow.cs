using SecureExec.Contracts;

namespace SecureExec.Dashboard.Model;

/// <summary>One row of the process table; all text is safe to look at.</summary>
/// <param name="Pid">Process id inside the runtime.</param>
/// <param name="Ppid">Id of the parent.</param>
/// <param name="Depth">Distance from the nearest ancestor that is no child of a listed process.</param>
/// <param name="State">State in words.</param>
/// <param name="Command">Arguments, joined.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Cpu">CPU time used.</param>
/// <param name="CanKill">Whether it is alive and a guest's.</param>
public sealed record ProcessRow(
    int Pid, int Ppid, int Depth, string State, string Command, DateTimeOffset StartedAt, string Cpu, bool CanKill)
{
    /// <summary>Id of the kernel's own first process, which adopts orphans and cannot be ended.</summary>
    public const int InitPid = 1;

    private const int MaxCommand = 200;

    /// <summary>The process table in tree order: each process right before its children, siblings by pid.</summary>
    public static IReadOnlyList<ProcessRow> TreeOf(IReadOnlyList<ProcessEntry> processes)
    {
        var pids = processes.Select(p => p.Pid).ToHashSet();
        var children = processes.ToLookup(p => p.Ppid != p.Pid && pids.Contains(p.Ppid) ? p.Ppid : 0);
        var rows = new List<ProcessRow>(processes.Count);
        var seen = new HashSet<int>();
        var pending = new Stack<(ProcessEntry Process, int Depth)>();
        Push(children[0], 0);
        while (pending.TryPop(out var next))
        {
            if (!seen.Add(next.Process.Pid)) continue;
            rows.Add(Of(next.Process, next.Depth));
            Push(children[next.Process.Pid], next.Depth + 1);
        }
        // A cycle of parents has no root; a process must not hide in one.
        rows.AddRange(processes.Where(p => seen.Add(p.Pid)).Select(p => Of(p, 0)));
        return rows;

        void Push(IEnumerable<ProcessEntry> siblings, int depth)
        {
            foreach (var process in siblings.OrderByDescending(p => p.Pid)) pending.Push((process, depth));
        }
    }

    private static ProcessRow Of(ProcessEntry process, int depth) => new(
        process.Pid,
        process.Ppid,
        depth,
        process.ExitCode is { } code ? $"exited ({code})" : GuestText.Show(process.State, 16),
        GuestText.Show(string.Join(' ', process.Argv), MaxCommand),
        process.StartedAt,
        Figures.Milliseconds(process.CpuMs),
        process.ExitCode is null && process.Pid != InitPid);
}
