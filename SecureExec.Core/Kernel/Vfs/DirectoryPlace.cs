namespace SecureExec.Kernel.Vfs;

/// <summary>Where a directory hangs in its file system.</summary>
internal sealed record DirectoryPlace(DirectoryInode Parent, string Name);
