namespace SecureExec.Kernel.Vfs;

/// <summary>One object of a file system as such, whatever inode stands for it at the moment (those of host mounts come and go).</summary>
/// <param name="Owner">The file system, or the description of a stream that has none.</param>
/// <param name="Ino">Its number there.</param>
internal readonly record struct ObjectKey(object Owner, ulong Ino)
{
    /// <summary>The key of an inode.</summary>
    public static ObjectKey Of(Inode inode) => new(inode.FileSystem, inode.Ino);

    /// <summary>The key of what is open.</summary>
    public static ObjectKey Of(FileDescription description) => description.Inode is { } inode ? Of(inode) : new ObjectKey(description, 0);
}
