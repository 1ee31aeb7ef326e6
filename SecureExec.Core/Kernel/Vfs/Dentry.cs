namespace SecureExec.Kernel.Vfs;

/// <summary>
/// What a path leads to: the canonical path (no links, no dots), the directory that holds the name, and the inode if there is one.
/// It lives only inside one syscall, over a buffer of that syscall.
/// </summary>
internal readonly ref struct Dentry
{
    /// <summary>Canonical absolute path.</summary>
    public ReadOnlySpan<char> Path { get; init; }

    /// <summary>The directory that holds (or would hold) the name; null when the path ends in <c>/</c>, <c>.</c> or <c>..</c> at a directory itself.</summary>
    public DirectoryInode? Parent { get; init; }

    /// <summary>The inode; null when the name is free.</summary>
    public Inode? Inode { get; init; }

    /// <summary>The open file that a link under <c>/proc/self/fd</c> leads to.</summary>
    public FileDescription? Magic { get; init; }

    /// <summary>The path was written with a slash at its end.</summary>
    public bool TrailingSlash { get; init; }

    /// <summary>The path ended in <c>.</c>, which some calls refuse.</summary>
    public bool EndsInDot { get; init; }

    /// <summary>The path ended in <c>..</c>, which some calls refuse.</summary>
    public bool EndsInDotDot { get; init; }

    /// <summary>The last component of <see cref="Path"/>; empty for the root.</summary>
    public ReadOnlySpan<char> Name => Path[(Path.LastIndexOf('/') + 1)..];
}
