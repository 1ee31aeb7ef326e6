namespace SecureExec.Permissions;

/// <summary>Operations of the fs scope as bits: bit n is the n-th name of <see cref="PermissionOperations.Of"/>.</summary>
[Flags]
internal enum FsAccess
{
    None = 0,

    /// <summary>Content of a file.</summary>
    Read = 1,

    /// <summary>Content of a file, its making, its times.</summary>
    Write = 1 << 1,

    /// <summary>Existence and attributes; also entering a directory and resolving a path.</summary>
    Stat = 1 << 2,

    /// <summary>Names in a directory.</summary>
    ReadDir = 1 << 3,

    /// <summary>Making a directory.</summary>
    CreateDir = 1 << 4,

    /// <summary>Removing a name.</summary>
    Remove = 1 << 5,

    /// <summary>Either side of a rename.</summary>
    Rename = 1 << 6,

    /// <summary>Making a symbolic link.</summary>
    Symlink = 1 << 7,

    /// <summary>Target text of a symbolic link.</summary>
    ReadLink = 1 << 8,

    /// <summary>Mode and owner.</summary>
    Chmod = 1 << 9,

    /// <summary>Length, by <c>truncate</c> and <c>ftruncate</c>; opening with O_TRUNC is a write.</summary>
    Truncate = 1 << 10,

    /// <summary>Mounting over system directories.</summary>
    MountSensitive = 1 << 11,

    /// <summary>What a name grants on the object behind it; a rename or link must not widen it.</summary>
    OnObject = Read | Write | ReadDir | CreateDir | Remove | Symlink | ReadLink | Chmod | Truncate,
}
