using SecureExec.Interop;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>The terminal that this command was started at. While a program of the machine has it, every key goes there as it is: the machine's terminal makes lines, echo and signals of them.</summary>
internal sealed class HostTerminal : IDisposable
{
    private const int Stdin = 0;

    private readonly byte[] _modes;

    private HostTerminal(byte[] modes)
    {
        _modes = modes;
        AppDomain.CurrentDomain.ProcessExit += Restore;
    }

    /// <summary>Whether all of standard input, output and error are a terminal.</summary>
    internal static bool IsThere => TerminalCalls.IsTerminal(Stdin) && TerminalCalls.IsTerminal(RawStreams.Stdout) && TerminalCalls.IsTerminal(RawStreams.Stderr);

    /// <summary>Its size now.</summary>
    internal static TerminalSize Size
    {
        get
        {
            var size = new TerminalSize(Console.WindowWidth, Console.WindowHeight);
            return size.IsValid ? size : TerminalSize.Default;
        }
    }

    /// <summary>Takes it; null when there is none.</summary>
    internal static HostTerminal? Take()
    {
        if (!IsThere || TerminalCalls.GetModes(Stdin) is not { } modes) return null;
        // .NET keeps the modes it finds when it is first asked for the size, and sets them again at the end.
        _ = Size;
        return TerminalCalls.SetModes(Stdin, TerminalCalls.MakeRaw(modes)) ? new HostTerminal(modes) : null;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Restore;
        Restore(null, EventArgs.Empty);
    }

    private void Restore(object? sender, EventArgs e) => TerminalCalls.SetModes(Stdin, _modes);
}
