namespace SecureExec.Contracts;

/// <summary>Answer of <c>GET /v1/runtimes/{id}/files/{path}</c> for a directory.</summary>
/// <param name="Path">Absolute guest path of the directory.</param>
/// <param name="Entries">Its entries, by name.</param>
/// <param name="Truncated">Whether the directory has more entries than are listed.</param>
public sealed record FileListing(string Path, IReadOnlyList<FileEntry> Entries, bool Truncated = false);
