using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Permissions;

/// <summary>
/// Proof that the policy permits <see cref="Granted"/> on what a path led to. The only way to get one is
/// <see cref="PolicyEngine.Check(in Dentry, FsAccess, Caller, bool)"/>; a class, because <c>default</c> would forge a struct.
/// </summary>
internal sealed class CheckedDentry
{
    private CheckedDentry(in Dentry dentry, FsAccess granted, string? path)
    {
        Parent = dentry.Parent;
        Inode = dentry.Inode;
        Magic = dentry.Magic;
        TrailingSlash = dentry.TrailingSlash;
        EndsInDot = dentry.EndsInDot;
        EndsInDotDot = dentry.EndsInDotDot;
        Granted = granted;
        Path = path;
        const FsAccess Naming = FsAccess.CreateDir | FsAccess.Remove | FsAccess.Rename | FsAccess.Symlink;
        if (Parent is not null && (Inode is null || (granted & Naming) != 0))
        {
            Name = dentry.Name.ToString();
        }
    }

    /// <summary>What the policy permitted.</summary>
    public FsAccess Granted { get; }

    /// <summary>The directory that holds the name; null when the path names a directory by <c>/</c>, <c>.</c> or <c>..</c>.</summary>
    public DirectoryInode? Parent { get; }

    /// <summary>The inode, or null when the name was free.</summary>
    public Inode? Inode { get; }

    /// <summary>The open file behind a <c>/proc/self/fd</c> link.</summary>
    public FileDescription? Magic { get; }

    /// <summary>The last component, when the name was free or was asked for by an operation on names.</summary>
    public string? Name { get; }

    /// <summary>The canonical path, when it was asked for.</summary>
    public string? Path { get; }

    /// <summary>The path was written with a slash at its end.</summary>
    public bool TrailingSlash { get; }

    /// <summary>The path ended in <c>.</c>.</summary>
    public bool EndsInDot { get; }

    /// <summary>The path ended in <c>..</c>.</summary>
    public bool EndsInDotDot { get; }

    /// <summary>Faults when a call is about to do what was not asked of the policy: an error of ours, never the guest's.</summary>
    public void Demand(FsAccess access)
    {
        if ((access & ~Granted) != 0)
        {
            throw new InvalidOperationException($"The call needs {access} but only {Granted} was granted.");
        }
    }

    /// <summary>Asks the engine and makes the proof.</summary>
    internal static SysResult<CheckedDentry> Issue(PolicyEngine engine, in Dentry dentry, FsAccess access, Caller caller, bool keepPath)
    {
        bool free = caller.IsHost || (dentry.Inode?.PolicyExempt ?? dentry.Magic is not null);
        FsAccess denied = free ? FsAccess.None : engine.FirstDenied(access, JudgedPath(dentry));
        if (denied != FsAccess.None)
        {
            caller.NoteDenied(PermissionScope.Fs, PolicyEngine.NameOf(denied), JudgedPath(dentry).ToString());
            return Errno.EACCES;
        }

        return new CheckedDentry(dentry, access, keepPath ? JudgedPath(dentry).ToString() : null);
    }

    // An open file reached by /proc/self/fd is judged by the path it was opened at.
    private static ReadOnlySpan<char> JudgedPath(in Dentry dentry) =>
        dentry.Magic?.OpenedPath is { } opened ? opened : dentry.Path;
}
