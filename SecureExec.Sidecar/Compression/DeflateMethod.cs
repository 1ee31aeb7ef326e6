namespace SecureExec.Sidecar.Compression;

/// <summary>How a level compresses: not at all, taking the first match, or trying whether the next place has a longer one.</summary>
internal enum DeflateMethod
{
    Stored,
    Fast,
    Slow,
}
