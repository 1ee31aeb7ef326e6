using System.Runtime.InteropServices;

namespace SecureExec.Interop;

/// <summary>The host's own terminal (<c>termios(3)</c> of glibc on x64), for the command line.</summary>
internal static unsafe partial class TerminalCalls
{
    /// <summary>Size of <c>struct termios</c>, whose content is glibc's affair.</summary>
    internal const int TermiosBytes = 60;

    private const int AfterOutput = 1; // TCSADRAIN
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>Whether a descriptor is a terminal.</summary>
    internal static bool IsTerminal(int fd) => IsATty(fd) == 1;

    /// <summary>The modes of a terminal; null when it has none.</summary>
    internal static byte[]? GetModes(int fd)
    {
        var modes = new byte[TermiosBytes];
        fixed (byte* p = modes) return TcGetAttr(fd, p) == 0 ? modes : null;
    }

    /// <summary>Sets modes once what was written is shown. False when it cannot.</summary>
    internal static bool SetModes(int fd, byte[] modes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(modes.Length, TermiosBytes);
        fixed (byte* p = modes) return TcSetAttr(fd, AfterOutput, p) == 0;
    }

    /// <summary>The modes in which every byte goes through as it is (<c>cfmakeraw</c>).</summary>
    internal static byte[] MakeRaw(byte[] modes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(modes.Length, TermiosBytes);
        byte[] raw = [.. modes];
        fixed (byte* p = raw) CfMakeRaw(p);
        return raw;
    }

    /// <summary>Columns and rows; 0 where they are not known.</summary>
    internal static (int Columns, int Rows) GetSize(int fd)
    {
        ushort* size = stackalloc ushort[4]; // rows, columns, and two that nobody uses
        return Ioctl(fd, GetWindowSize, size) == 0 ? (size[1], size[0]) : (0, 0);
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int fd, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    private static partial int IsATty(int fd);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int TcGetAttr(int fd, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int TcSetAttr(int fd, int actions, byte* termios);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void CfMakeRaw(byte* termios);
}
