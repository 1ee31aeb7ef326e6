using SecureExec.Abi;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A stretch of a blob: of bytes in memory, or of a file as it was when the blob was made.</summary>
/// <param name="Memory">The bytes; null for a file.</param>
/// <param name="File">The file; null for bytes.</param>
/// <param name="Offset">Where the stretch begins.</param>
/// <param name="Length">Bytes in it.</param>
internal sealed record BlobPart(BlobBuffer? Memory, BlobFile? File, long Offset, long Length);

/// <summary>A file behind a blob: reading fails once it has changed.</summary>
internal sealed record BlobFile(string Path, long Size, Timespec Modified);
