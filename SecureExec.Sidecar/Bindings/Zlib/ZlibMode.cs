namespace SecureExec.Sidecar.Bindings;

/// <summary>What a <c>Zlib</c> object does: the numbers of <c>node_zlib_mode</c>.</summary>
internal enum ZlibMode
{
    Deflate = 1,
    Inflate = 2,
    Gzip = 3,
    Gunzip = 4,
    DeflateRaw = 5,
    InflateRaw = 6,
    Unzip = 7,
    BrotliDecode = 8,
    BrotliEncode = 9,
}
