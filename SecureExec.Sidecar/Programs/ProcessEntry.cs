using System.Globalization;
using SecureExec.Kernel;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>A process as <c>/proc/[pid]</c> tells of it to the program that asks (<c>proc(5)</c>).</summary>
internal sealed class ProcessEntry
{
    private const int PseudoTerminalMajor = 136, TicksPerSecond = 100, PageKiB = 4;
    private const int LongestFile = 1 << 20;

    private readonly string[] _stat;

    private ProcessEntry(string[] stat) => _stat = stat;

    /// <summary>The program's name, at most 15 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its user.</summary>
    public required int Uid { get; init; }

    /// <summary>The name of its user.</summary>
    public required string User { get; init; }

    /// <summary>Its command line; none of a process that has ended.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Its id.</summary>
    public required int Pid { get; init; }

    /// <summary>When the machine started.</summary>
    public required DateTimeOffset Boot { get; init; }

    /// <summary>One letter: R, S, T, Z.</summary>
    public string State => _stat[0];

    /// <summary>Its parent's id.</summary>
    public int ParentPid => Number(1);

    /// <summary>Its process group.</summary>
    public int Group => Number(2);

    /// <summary>Its session.</summary>
    public int Session => Number(3);

    /// <summary>Its terminal below <c>/dev</c>; null for none.</summary>
    public string? Terminal => Number(4) is > 0 and var device && device >> 8 == PseudoTerminalMajor ? $"pts/{device & 0xFF}" : null;

    /// <summary>Processor time used.</summary>
    public TimeSpan Cpu => TimeSpan.FromSeconds((double)(Number(11) + Number(12)) / TicksPerSecond);

    /// <summary>When it started.</summary>
    public DateTimeOffset Start => Boot.AddSeconds((double)Number(19) / TicksPerSecond);

    /// <summary>Its share of one processor since it started, in percent.</summary>
    public double CpuPercent => Math.Min(100, 100 * Cpu.TotalSeconds / Math.Max(0.01, (DateTimeOffset.UtcNow - Start).TotalSeconds));

    /// <summary>Its address space, in KiB; 0 where <c>/proc</c> does not tell.</summary>
    public int VirtualKiB => Number(20) / 1024;

    /// <summary>Its resident memory, in KiB; 0 where <c>/proc</c> does not tell.</summary>
    public int ResidentKiB => Number(21) * PageKiB;

    /// <summary>All that the caller may see, by id.</summary>
    public static SysResult<List<ProcessEntry>> All(NativeContext context)
    {
        if (context.Sys.ReadDir("/proc").IsError(out var entries, out var errno))
            return errno;
        var all = new List<ProcessEntry>();
        var users = new Dictionary<int, string>();
        var boot = BootTime(context);
        foreach (var entry in entries)
        {
            context.ThrowIfEnded();
            if (int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && Find(context, pid, boot, users) is { } process)
                all.Add(process);
        }
        all.Sort((one, other) => one.Pid.CompareTo(other.Pid));
        return all;
    }

    private static DateTimeOffset BootTime(NativeContext context) =>
        ScriptFile.Read(context, "/proc/stat", LongestFile) is { Ok: true, Value: var text } && Array.Find(text.Split('\n'), line => line.StartsWith("btime ", StringComparison.Ordinal)) is { } line &&
        int.TryParse(line["btime ".Length..], CultureInfo.InvariantCulture, out int seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    // Null for one that is gone by now.
    private static ProcessEntry? Find(NativeContext context, int pid, DateTimeOffset boot, Dictionary<int, string> users)
    {
        if (ScriptFile.Read(context, $"/proc/{pid}/stat", LongestFile).IsError(out var stat, out _) || ScriptFile.Read(context, $"/proc/{pid}/status", LongestFile).IsError(out var status, out _))
            return null;
        // The name is in parentheses, and may hold some itself.
        int open = stat.IndexOf('(', StringComparison.Ordinal), close = stat.LastIndexOf(')');
        if (open < 0 || close < open || Array.Find(status.Split('\n'), line => line.StartsWith("Uid:\t", StringComparison.Ordinal))?.Split('\t') is not [_, var number, ..] || !int.TryParse(number, CultureInfo.InvariantCulture, out int uid))
            return null;
        if (!users.TryGetValue(uid, out var user))
            users[uid] = user = SystemPrograms.NameOf(context, "/etc/passwd", uid);
        var line = ScriptFile.Read(context, $"/proc/{pid}/cmdline", LongestFile) is { Ok: true, Value: var given } ? given : "";
        return new ProcessEntry(stat[(close + 1)..].Trim().Split(' '))
        {
            Pid = pid,
            Boot = boot,
            Name = stat[(open + 1)..close],
            Uid = uid,
            User = user,
            Arguments = line.Split('\0', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    private int Number(int field) => field < _stat.Length && int.TryParse(_stat[field], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : 0;
}
