namespace SecureExec;

/// <summary>What a name in the virtual file system is.</summary>
public enum GuestFileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device, pipe or socket.</summary>
    Other,
}
