namespace SecureExec.Sidecar.Compression;

/// <summary>What a step of a compressed stream answers: zlib's numbers.</summary>
internal enum ZlibResult
{
    Ok = 0,
    StreamEnd = 1,
    NeedDictionary = 2,
    StreamError = -2,
    DataError = -3,
    MemoryError = -4,
    BufferError = -5,
}
