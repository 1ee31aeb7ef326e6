namespace SecureExec.Abi;

/// <summary>One entry of a directory, without <c>.</c> and <c>..</c>.</summary>
internal readonly record struct DirectoryEntry(string Name, DirentType Type, ulong Ino);
