namespace SecureExec.Sidecar.Compression;

/// <summary>How much of what was compressed so far a step must give out: zlib's numbers.</summary>
internal enum ZlibFlush
{
    None = 0,
    Partial = 1,
    Sync = 2,
    Full = 3,
    Finish = 4,
    Block = 5,
}
