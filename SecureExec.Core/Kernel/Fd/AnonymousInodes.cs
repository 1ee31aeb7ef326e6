using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary>Inode numbers and stat of streams that have no place in the file system.</summary>
internal static class AnonymousInodes
{
    private const ulong PipeDevice = 0xD;
    private const int PageSize = 4096;
    private static long s_last;

    /// <summary>A number that no other stream has.</summary>
    public static ulong Next() => (ulong)Interlocked.Increment(ref s_last);

    /// <summary>The stat of a pipe, as Linux shows it.</summary>
    public static FileStat PipeStat(ulong ino) => new(
        PipeDevice,
        (uint)(FileMode.S_IFIFO | FileMode.S_IRUSR | FileMode.S_IWUSR),
        1,
        0,
        0,
        0,
        PageSize,
        ino,
        0,
        0,
        default,
        default,
        default,
        default);
}
