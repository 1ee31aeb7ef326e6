using SecureExec.Abi;
using SecureExec.Interop;

namespace SecureExec.Broker;

/// <summary>
/// Opens what lies beneath a mounted directory without ever passing a link or leaving the root. The kernel does it in one step
/// (<c>openat2</c>); where that call is missing, component by component, each opened with O_NOFOLLOW relative to the one before.
/// </summary>
internal static class BeneathPath
{
    private const int MaxBytes = 4095;
    private const int MaxNameChars = 255;

    private static bool s_openat2 = true;

    /// <summary>Lets a test take the component-wise way.</summary>
    internal static bool UseOpenat2
    {
        get => Volatile.Read(ref s_openat2);
        set => Volatile.Write(ref s_openat2, value);
    }

    /// <summary>Checks a path of the channel: relative, no empty, <c>.</c> or <c>..</c> component, no NUL. The empty path is the root.</summary>
    internal static Errno Check(string path)
    {
        if (path.Length == 0) return Errno.Success;
        if (path.Length > MaxBytes) return Errno.ENAMETOOLONG;
        if (path.Contains('\0', StringComparison.Ordinal)) return Errno.EINVAL;
        foreach (Range range in path.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> part = path.AsSpan(range);
            if (part is "" or "." or "..") return Errno.EINVAL;
            if (part.Length > MaxNameChars) return Errno.ENAMETOOLONG;
        }
        return Errno.Success;
    }

    /// <summary>Opens a checked path. A link anywhere in it is ELOOP.</summary>
    internal static Errno Open(int root, string path, int flags, uint mode, out Fd fd)
    {
        int opened = OpenRaw(root, path, flags | FileCalls.O_CLOEXEC, mode);
        fd = opened >= 0 ? new Fd(opened) : Fd.None;
        return opened >= 0 ? Errno.Success : (Errno)(-opened);
    }

    /// <summary>Opens the directory that holds a checked, not empty path and gives the last component.</summary>
    internal static Errno OpenParent(int root, string path, out Fd parent, out string name)
    {
        int slash = path.LastIndexOf('/');
        name = path[(slash + 1)..];
        return Open(root, slash < 0 ? "" : path[..slash], FileCalls.O_PATH | FileCalls.O_DIRECTORY, 0, out parent);
    }

    private static int OpenRaw(int root, string path, int flags, uint mode)
    {
        string target = path.Length == 0 ? "." : path;
        if (UseOpenat2)
        {
            int fd = FileCalls.OpenBeneath(root, target, flags, mode);
            if (fd >= 0) return fd;
            int error = LastError();
            // EXDEV: the kernel saw an attempt to leave the root.
            if (error == (int)Errno.EXDEV) return -(int)Errno.ELOOP;
            if (error != Libc.ENOSYS) return -error;
            UseOpenat2 = false;
        }
        return OpenByComponents(root, target, flags, mode);
    }

    private static int OpenByComponents(int root, string path, int flags, uint mode)
    {
        string[] parts = path.Split('/');
        var directory = new Fd(-1);
        try
        {
            int at = root;
            foreach (string part in parts.AsSpan(0, parts.Length - 1))
            {
                int next = FileCalls.OpenAt(at, part, FileCalls.O_PATH | FileCalls.O_DIRECTORY | FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC, 0);
                if (next < 0) return -LinkError(at, part, LastError());
                directory.Dispose();
                directory = new Fd(next);
                at = next;
            }
            int fd = FileCalls.OpenAt(at, parts[^1], flags | FileCalls.O_NOFOLLOW, mode);
            return fd >= 0 ? fd : -LinkError(at, parts[^1], LastError());
        }
        finally
        {
            directory.Dispose();
        }
    }

    /// <summary>O_DIRECTORY with O_NOFOLLOW answers ENOTDIR for a link where openat2 answers ELOOP.</summary>
    private static int LinkError(int directory, string name, int error) =>
        error == (int)Errno.ENOTDIR && FileCalls.StatAt(directory, name, out FileCalls.StatxBuffer stat) == 0 && (stat.Mode & 0xF000) == 0xA000
            ? (int)Errno.ELOOP
            : error;

    private static int LastError() => System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
}
