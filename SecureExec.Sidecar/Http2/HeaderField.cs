namespace SecureExec.Sidecar.Http2;

/// <summary>One field of a header block, in bytes as they stand on the wire.</summary>
/// <param name="Name">The name; never empty where we send it.</param>
/// <param name="Value">The value.</param>
/// <param name="NeverIndexed">It must not enter a compression table, here or at any hop after (RFC 7541 7.1.3).</param>
internal readonly record struct HeaderField(byte[] Name, byte[] Value, bool NeverIndexed = false)
{
    /// <summary>What an entry of a table counts beyond its bytes (RFC 7541 4.1).</summary>
    public const int Overhead = 32;

    /// <summary>Its size in a table, and in a list of headers (<c>SETTINGS_MAX_HEADER_LIST_SIZE</c>).</summary>
    public int Size => Name.Length + Value.Length + Overhead;
}
