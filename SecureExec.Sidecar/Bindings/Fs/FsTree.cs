using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Operations on trees that are made of several syscalls, in libuv's and Node's order of steps.</summary>
internal static class FsTree
{
    /// <summary>Orders names as <c>strcmp</c> orders their UTF-8 bytes, which is how <c>scandir</c> sorts.</summary>
    public static readonly Comparison<DirectoryEntry> ByName = static (a, b) => CompareUtf8(a.Name, b.Name);

    /// <summary>Reads a directory, sorted.</summary>
    public static Errno Scan(ProcessSyscalls sys, string path, out DirectoryEntry[] entries)
    {
        entries = [];
        if (sys.ReadDir(path).IsError(out var list, out var errno))
            return errno;
        entries = [.. list];
        Array.Sort(entries, ByName);
        return Errno.Success;
    }

    /// <summary>Joins a directory and a name.</summary>
    public static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    /// <summary>
    /// <c>mkdir -p</c>. <paramref name="first"/> is the topmost directory that was made, null when all existed.
    /// ENOTDIR when a parent is a file, EEXIST when the path itself is one.
    /// </summary>
    public static Errno MakeDirectories(ProcessSyscalls sys, string path, int mode, out string? first)
    {
        first = null;
        var pending = new Stack<string>();
        pending.Push(path);
        while (pending.TryPop(out var next))
        {
            var errno = sys.Mkdir(next, mode).Error;
            switch (errno)
            {
                case Errno.Success:
                    first ??= next;
                    continue;
                case Errno.EACCES or Errno.ENOSPC or Errno.ENOTDIR or Errno.EPERM or Errno.ENAMETOOLONG:
                    return errno;
                case Errno.ENOENT:
                    var slash = next.LastIndexOf('/');
                    var parent = slash < 0 ? next : next[..slash];
                    if (parent == next)
                    {
                        if (pending.Count == 0)
                            return sys.Stat(next, followSymlinks: true).Ok ? Errno.EEXIST : Errno.ENOENT;
                        continue;
                    }
                    pending.Push(next);
                    pending.Push(parent);
                    continue;
                default:
                    if (sys.Stat(next, followSymlinks: true).IsError(out var stat, out var statErrno))
                        return statErrno;
                    if (!stat.IsDirectory)
                        return errno == Errno.EEXIST && pending.Count > 0 ? Errno.ENOTDIR : Errno.EEXIST;
                    continue;
            }
        }
        return Errno.Success;
    }

    /// <summary>Removes a file, or a directory with all that is in it. What is gone already is no error. ENOMEM beyond the limits of recursion.</summary>
    public static Errno RemoveAll(ProcessSyscalls sys, string path)
    {
        var entries = 0;
        return Remove(sys, path, 0, ref entries);
    }

    private static Errno Remove(ProcessSyscalls sys, string path, int depth, ref int entries)
    {
        if (sys.Stat(path, followSymlinks: false).IsError(out var stat, out var errno))
            return errno == Errno.ENOENT ? Errno.Success : errno;
        return stat.IsDirectory ? RemoveDirectory(sys, path, depth, ref entries) : Gone(sys.Unlink(path).Error);
    }

    private static Errno RemoveDirectory(ProcessSyscalls sys, string path, int depth, ref int seen)
    {
        if (depth > sys.Limits.MaxRecursionDepth)
            return Errno.ENOMEM;
        var errno = Scan(sys, path, out var entries);
        if (errno != Errno.Success)
            return Gone(errno);
        if ((seen += entries.Length) > sys.Limits.MaxRecursionEntries)
            return Errno.ENOMEM;
        foreach (var entry in entries)
        {
            var child = Join(path, entry.Name);
            errno = entry.Type switch
            {
                DirentType.Directory => RemoveDirectory(sys, child, depth + 1, ref seen),
                DirentType.Unknown => Remove(sys, child, depth + 1, ref seen),
                _ => Gone(sys.Unlink(child).Error),
            };
            if (errno != Errno.Success)
                return errno;
        }
        return Gone(sys.Rmdir(path).Error);
    }

    private static Errno Gone(Errno errno) => errno == Errno.ENOENT ? Errno.Success : errno;

    private static int CompareUtf8(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
            return a.Length.CompareTo(b.Length);
        // UTF-16 order differs from code point order only where surrogates meet the units above them.
        return Rank(a[common]).CompareTo(Rank(b[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
