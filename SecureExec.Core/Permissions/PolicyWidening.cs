using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Permissions;

/// <summary>
/// A policy speaks of paths, so a second or new name could permit on an object what its old name does not. These checks refuse such names.
/// </summary>
internal static class PolicyWidening
{
    /// <summary>EACCES when the object at <paramref name="from"/> could be used in more ways at <paramref name="to"/>; <paramref name="access"/> is what the audit calls it.</summary>
    public static Errno Check(PolicyEngine policy, string from, string to, FsAccess access, Caller caller)
    {
        if (caller.IsHost || policy.IsNotWider(from, to))
        {
            return Errno.Success;
        }

        caller.NoteDenied(PermissionScope.Fs, PolicyEngine.NameOf(access), from);
        return Errno.EACCES;
    }

    /// <summary>The same for everything below a directory that is about to move. ENOMEM when that is more than the limits let one call meet.</summary>
    public static Errno CheckTree(PolicyEngine policy, CheckedDentry source, CheckedDentry target, Caller caller, ResourceLimits limits)
    {
        if (caller.IsHost || policy.AllowsAllFs)
        {
            return Errno.Success;
        }

        Errno errno = Check(policy, source.Path!, target.Path!, FsAccess.Rename, caller);
        return errno != Errno.Success || source.Inode is not DirectoryInode directory
            ? errno
            : CheckBelow(policy, directory, source.Path!, target.Path!, caller, limits);
    }

    private static Errno CheckBelow(PolicyEngine policy, DirectoryInode top, string from, string to, Caller caller, ResourceLimits limits)
    {
        int seen = 0;
        var pending = new Stack<(DirectoryInode Directory, string From, string To)>();
        pending.Push((top, from, to));
        while (pending.TryPop(out (DirectoryInode Directory, string From, string To) next))
        {
            if (next.Directory.List(limits.MaxReaddirEntries, caller).IsError(out IReadOnlyList<DirectoryEntry>? entries, out Errno errno))
            {
                return errno;
            }

            if ((seen += entries.Count) > limits.MaxRecursionEntries)
            {
                return Errno.ENOMEM;
            }

            foreach (DirectoryEntry entry in entries)
            {
                string oldPath = $"{next.From}/{entry.Name}";
                string newPath = $"{next.To}/{entry.Name}";
                if (Math.Max(oldPath.Length, newPath.Length) > limits.MaxPathBytes)
                {
                    return Errno.ENAMETOOLONG;
                }

                if ((errno = Check(policy, oldPath, newPath, FsAccess.Rename, caller)) != Errno.Success)
                {
                    return errno;
                }

                if (entry.Type == DirentType.Directory && next.Directory.Lookup(entry.Name, caller) is { Ok: true, Value: DirectoryInode below })
                {
                    while (below.Covering is { } covering)
                    {
                        below = covering.Root;
                    }

                    pending.Push((below, oldPath, newPath));
                }
            }
        }

        return Errno.Success;
    }
}
