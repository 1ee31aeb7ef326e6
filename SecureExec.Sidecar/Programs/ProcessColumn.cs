using System.Globalization;

namespace SecureExec.Sidecar.Programs;

/// <summary>A column of <c>ps</c>.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Width">Its least width; negative ones are aligned to the left.</param>
/// <param name="Text">What it says of a process.</param>
internal sealed record ProcessColumn(string Header, int Width, Func<ProcessEntry, string> Text)
{
    private static readonly Dictionary<string, ProcessColumn> s_all = new(StringComparer.Ordinal)
    {
        ["pid"] = new("PID", 7, process => Number(process.Pid)),
        ["ppid"] = new("PPID", 7, process => Number(process.ParentPid)),
        ["pgid"] = new("PGID", 7, process => Number(process.Group)),
        ["sid"] = new("SID", 7, process => Number(process.Session)),
        ["uid"] = new("UID", 5, process => Number(process.Uid)),
        ["user"] = new("USER", -8, process => process.User),
        ["state"] = new("S", -1, process => process.State),
        ["stat"] = new("STAT", -4, process => process.State),
        ["tty"] = new("TT", -8, process => process.Terminal ?? "?"),
        ["tname"] = new("TTY", -8, process => process.Terminal ?? "?"),
        ["time"] = new("TIME", 8, process => process.Cpu.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture)),
        ["%cpu"] = new("%CPU", 4, process => process.CpuPercent.ToString("F1", CultureInfo.InvariantCulture)),
        // Processes of a machine share its memory; none is told apart, as by VSZ and RSS.
        ["%mem"] = new("%MEM", 4, _ => "0.0"),
        ["vsz"] = new("VSZ", 6, process => Number(process.VirtualKiB)),
        ["rss"] = new("RSS", 5, process => Number(process.ResidentKiB)),
        ["bsdstart"] = new("START", 6, process => TimeFormat.Format(process.Start, "%H:%M")),
        ["bsdtime"] = new("TIME", 6, process => process.Cpu.ToString(@"m\:ss", CultureInfo.InvariantCulture)),
        ["comm"] = new("COMMAND", -15, process => process.Arguments.Count == 0 ? $"{process.Name} <defunct>" : process.Name),
        ["args"] = new("COMMAND", -27, process => process.Arguments.Count == 0 ? $"[{process.Name}] <defunct>" : string.Join(' ', process.Arguments)),
    };

    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.Ordinal)
    {
        ["pgrp"] = "pgid", ["sess"] = "sid", ["session"] = "sid", ["euid"] = "uid", ["euser"] = "user", ["uname"] = "user", ["s"] = "state", ["tt"] = "tty", ["cputime"] = "time", ["ucomm"] = "comm", ["cmd"] = "args", ["command"] = "args",
    };

    /// <summary>The column of a name of <c>-o</c>, which may bring its header (<c>pid=ID</c>); null for one that is not there.</summary>
    public static ProcessColumn? Find(string name)
    {
        int equals = name.IndexOf('=', StringComparison.Ordinal);
        var plain = (equals < 0 ? name : name[..equals]).ToLowerInvariant();
        var column = s_all.GetValueOrDefault(s_aliases.GetValueOrDefault(plain, plain));
        return equals < 0 || column is null ? column : column with { Header = name[(equals + 1)..] };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
