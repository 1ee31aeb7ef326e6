using System.Runtime.InteropServices;

namespace SecureExec.Interop;

/// <summary>File system calls relative to a directory fd, as the broker needs them. Linux x64; errors as in <see cref="Libc"/>.</summary>
internal static unsafe partial class FileCalls
{
    internal const int O_RDONLY = 0;
    internal const int O_WRONLY = 1;
    internal const int O_CREAT = 0x40;
    internal const int O_EXCL = 0x80;
    internal const int O_NOCTTY = 0x100;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_DIRECTORY = 0x10000;
    internal const int O_NOFOLLOW = 0x20000;
    internal const int O_CLOEXEC = 0x80000;
    internal const int O_PATH = 0x200000;

    internal const int AT_FDCWD = -100;
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int AT_REMOVEDIR = 0x200;
    internal const int AT_EMPTY_PATH = 0x1000;

    internal const ulong RESOLVE_NO_MAGICLINKS = 0x02;
    internal const ulong RESOLVE_NO_SYMLINKS = 0x04;
    internal const ulong RESOLVE_BENEATH = 0x08;

    private const int TypeMask = 0xF000;
    private const int LinkType = 0xA000;
    private const int NotSupported = 95;
    private const int SysOpenat2 = 437;
    private const int SysFchmodat2 = 452;
    private const uint StatxBasicAndBirth = 0xFFF;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenAt(int directory, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeDirectoryAt(int directory, string path, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int UnlinkAt(int directory, string path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RenameAt(int fromDirectory, string from, int toDirectory, string to);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LinkAt(int fromDirectory, string from, int toDirectory, string to, int flags);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SymlinkAt(string target, int directory, string path);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ReadLinkAt(int directory, string path, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "ftruncate64", SetLastError = true)]
    internal static partial int Truncate(int fd, long length);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetTimesAt(int directory, string path, long* times, int flags);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, StatxBuffer* buffer);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Openat2(nint number, nint directory, string path, OpenHow* how, nint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Fchmodat2(nint number, nint directory, string path, nint mode, nint flags);

    /// <summary>What <c>openat2(2)</c> takes (<c>struct open_how</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        internal ulong Flags;
        internal ulong Mode;
        internal ulong Resolve;
    }

    /// <summary>What <c>statx(2)</c> gives, as far as it is used (<c>struct statx</c>, 256 bytes).</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    internal struct StatxBuffer
    {
        internal uint Mask;
        internal uint BlockSize;
        internal ulong Attributes;
        internal uint Links;
        internal uint Uid;
        internal uint Gid;
        internal ushort Mode;
        private readonly ushort _spare;
        internal ulong Ino;
        internal ulong Size;
        internal ulong Blocks;
        internal ulong AttributesMask;
        internal StatxTime Atime;
        internal StatxTime Birthtime;
        internal StatxTime Ctime;
        internal StatxTime Mtime;
        internal uint RdevMajor;
        internal uint RdevMinor;
        internal uint DevMajor;
        internal uint DevMinor;
    }

    /// <summary>A time of <c>statx(2)</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct StatxTime
    {
        internal long Seconds;
        internal uint Nanoseconds;
        private readonly int _reserved;
    }

    /// <summary><c>openat2(2)</c> beneath <paramref name="directory"/>, through no link of any kind. Returns the fd or -1.</summary>
    internal static int OpenBeneath(int directory, string path, int flags, uint mode)
    {
        var how = new OpenHow { Flags = (uint)flags, Mode = mode, Resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
        return (int)Openat2(SysOpenat2, directory, path, &how, sizeof(OpenHow));
    }

    /// <summary>Sets the mode of a name in a directory and follows no link (EOPNOTSUPP). Returns 0 or -1. Before Linux 6.6, which brought <c>fchmodat2(2)</c>, through <c>/proc/self/fd</c>.</summary>
    internal static int SetModeAt(int directory, string name, uint mode)
    {
        int result = (int)Fchmodat2(SysFchmodat2, directory, name, (nint)mode, AT_SYMLINK_NOFOLLOW);
        return result == 0 || Marshal.GetLastPInvokeError() != Libc.ENOSYS ? result : SetModeByDescriptor(directory, name, mode);
    }

    private static int SetModeByDescriptor(int directory, string name, uint mode)
    {
        int fd = OpenAt(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC, 0);
        if (fd < 0) return -1;
        int result = StatAt(fd, "", out StatxBuffer stat);
        int error = Marshal.GetLastPInvokeError();
        if (result == 0 && (stat.Mode & TypeMask) == LinkType) (result, error) = (-1, NotSupported);
        else if (result == 0 && (result = SetMode($"/proc/self/fd/{fd}", mode)) < 0) error = Marshal.GetLastPInvokeError();
        Libc.Close(fd);
        Marshal.SetLastPInvokeError(error);
        return result;
    }

    /// <summary><c>lstat</c> of a name in a directory, or of the directory itself for an empty name. Returns 0 or -1.</summary>
    internal static int StatAt(int directory, string name, out StatxBuffer stat)
    {
        StatxBuffer buffer;
        int result = Statx(directory, name, AT_SYMLINK_NOFOLLOW | (name.Length == 0 ? AT_EMPTY_PATH : 0), StatxBasicAndBirth, &buffer);
        stat = result == 0 ? buffer : default;
        return result;
    }
}
