namespace SecureExec.Kernel.Vfs;

/// <summary>One mounted file system and its canonical path.</summary>
internal sealed record MountEntry(FileSystem FileSystem, string Path);
