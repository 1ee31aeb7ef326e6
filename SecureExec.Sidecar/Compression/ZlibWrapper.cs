namespace SecureExec.Sidecar.Compression;

/// <summary>What stands around the deflated data.</summary>
[Flags]
internal enum ZlibWrapper
{
    /// <summary>Nothing (RFC 1951).</summary>
    Raw = 0,

    /// <summary>Two bytes before, Adler-32 behind (RFC 1950).</summary>
    Zlib = 1,

    /// <summary>A file header before, CRC-32 and length behind (RFC 1952).</summary>
    Gzip = 2,

    /// <summary>Decompression only: whichever of the two is there.</summary>
    ZlibOrGzip = Zlib | Gzip,
}
