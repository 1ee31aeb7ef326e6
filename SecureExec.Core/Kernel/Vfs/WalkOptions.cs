namespace SecureExec.Kernel.Vfs;

/// <summary>How a path walk treats its last component.</summary>
[Flags]
internal enum WalkOptions
{
    /// <summary>A symbolic link at the end is the result itself.</summary>
    None = 0,

    /// <summary>A symbolic link at the end is followed.</summary>
    Follow = 1,

    /// <summary>A trailing slash does not make the walk follow a link at the end or demand a directory: the call makes or removes the name itself.</summary>
    KeepTrailingSlash = 2,
}
