using Microsoft.Win32.SafeHandles;
using SecureExec.Interop;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>The terminal that this command was started at, past .NET's <see cref="Console"/>, which would edit lines of its own and set modes of its own. While a program of the machine has it, every key goes there as it is: the machine's terminal makes lines, echo and signals of them.</summary>
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
            (int columns, int rows) = TerminalCalls.GetSize(Stdin);
            var size = new TerminalSize(columns, rows);
            return size.IsValid ? size : TerminalSize.Default;
        }
    }

    /// <summary>What is typed, as it comes.</summary>
    internal static Stream Keys => new FileStream(new SafeFileHandle(Stdin, ownsHandle: false), FileAccess.Read, bufferSize: 1);

    /// <summary>Takes it; null when there is none.</summary>
    internal static HostTerminal? Take()
    {
        if (!IsThere || TerminalCalls.GetModes(Stdin) is not { } modes) return null;
        return TerminalCalls.SetModes(Stdin, TerminalCalls.MakeRaw(modes)) ? new HostTerminal(modes) : null;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Restore;
        Restore(null, EventArgs.Empty);
    }

    private void Restore(object? sender, EventArgs e) => TerminalCalls.SetModes(Stdin, _modes);
}
