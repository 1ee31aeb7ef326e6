namespace SecureExec.Sidecar.Compression;

/// <summary>What a compressor looks for: zlib's numbers.</summary>
internal enum ZlibStrategy
{
    Default = 0,
    Filtered = 1,
    HuffmanOnly = 2,
    RunLength = 3,
    Fixed = 4,
}
