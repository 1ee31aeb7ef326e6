namespace SecureExec;

/// <summary>The outcome of one file of a batch.</summary>
/// <param name="Path">The guest path as it was asked for.</param>
/// <param name="Content">What a read gave; empty for a write and after an error.</param>
/// <param name="Error">Why this file failed; null when it did not. The other files of the batch do not depend on it.</param>
public sealed record FileBatchItem(string Path, ReadOnlyMemory<byte> Content, GuestFileException? Error = null)
{
    /// <summary>True when the file was read or written.</summary>
    public bool Succeeded => Error is null;
}
