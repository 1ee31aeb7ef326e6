using System.Globalization;
using System.Text;
using SecureExec.Kernel.Terminals;

namespace SecureExec.Kernel.Vfs;

/// <summary>One process in the words of <c>proc(5)</c>.</summary>
internal static class ProcessText
{
    private const int TicksPerSecond = 100;
    private const int CommLength = 15;

    /// <summary>The program's name, at most 15 characters.</summary>
    public static string Name(GuestProcess process)
    {
        string program = process.Argv[0];
        string name = program[(program.LastIndexOf('/') + 1)..].ReplaceLineEndings(" ");
        return name.Length > CommLength ? name[..CommLength] : name;
    }

    /// <summary><c>status</c>.</summary>
    public static string Status(GuestProcess process)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Name:\t{Name(process)}\nUmask:\t{Octal((int)process.Caller.Umask)}\nState:\t{StateOf(process)}\n");
        text.Append(CultureInfo.InvariantCulture, $"Tgid:\t{process.Pid}\nPid:\t{process.Pid}\nPPid:\t{process.Ppid}\n");
        text.Append(CultureInfo.InvariantCulture, $"Uid:\t{process.Uid}\t{process.Uid}\t{process.Uid}\t{process.Uid}\n");
        text.Append(CultureInfo.InvariantCulture, $"Gid:\t{process.Gid}\t{process.Gid}\t{process.Gid}\t{process.Gid}\n");
        text.Append(CultureInfo.InvariantCulture, $"FDSize:\t{process.Caller.Fds.Count}\nThreads:\t{process.ThreadCount}\n");
        (SignalSet blocked, SignalSet pending) = process.Masked;
        text.Append(CultureInfo.InvariantCulture, $"SigPnd:\t{Hex(default)}\nShdPnd:\t{Hex(pending)}\nSigBlk:\t{Hex(blocked)}\n");
        text.Append(CultureInfo.InvariantCulture, $"SigIgn:\t{Hex(process.WithDisposition(SignalDisposition.Ignore))}\nSigCgt:\t{Hex(process.WithDisposition(SignalDisposition.Catch))}\n");
        return text.ToString();
    }

    /// <summary><c>stat</c>: the fields that have a meaning here, zero for the rest.</summary>
    public static string Stat(GuestProcess process, VirtualKernel kernel)
    {
        long user = (long)(process.Cpu.TotalSeconds * TicksPerSecond);
        long start = (long)((process.StartTime - kernel.BootTime).TotalSeconds * TicksPerSecond);
        string state = StateOf(process)[..1];
        string zeros = string.Join(' ', Enumerable.Repeat("0", 30));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{process.Pid} ({Name(process)}) {state} {process.Ppid} {process.Pgid} {process.Sid} {Terminal(process)} 0 0 0 0 0 {user} 0 0 0 20 0 1 0 {start} {zeros}\n");
    }

    // Number and foreground group of the controlling terminal.
    private static string Terminal(GuestProcess process) => process.Terminal is { } terminal
        ? string.Create(CultureInfo.InvariantCulture, $"{(TerminalDescription.FirstMajor << 8) | (uint)terminal.Number} {terminal.Foreground}")
        : "0 -1";

    /// <summary><c>environ</c>, without what the policy hides from the reader.</summary>
    public static string Environ(GuestProcess process, VirtualKernel kernel, Caller reader)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in process.MainThread.Environment.List())
        {
            if (reader.IsHost || kernel.Policy.Allows(PermissionScope.Env, "read", name))
            {
                text.Append(name).Append('=').Append(value).Append('\0');
            }
        }

        return text.ToString();
    }

    private static string StateOf(GuestProcess process) =>
        process.State != ProcessState.Running ? "Z (zombie)" : process.IsStopped ? "T (stopped)" : "R (running)";

    private static string Hex(SignalSet signals) => signals.Bits.ToString("x16", CultureInfo.InvariantCulture);

    private static string Octal(int value) => Convert.ToString(value, 8).PadLeft(4, '0');
}
