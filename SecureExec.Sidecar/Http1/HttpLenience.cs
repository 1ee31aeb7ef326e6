namespace SecureExec.Sidecar.Http1;

/// <summary>What a parser lets pass that it should not, by the numbers of Node's <c>kLenient*</c>.</summary>
[Flags]
internal enum HttpLenience
{
    None = 0,
    Headers = 1 << 0,
    ChunkedLength = 1 << 1,
    KeepAlive = 1 << 2,
    TransferEncoding = 1 << 3,
    Version = 1 << 4,
    DataAfterClose = 1 << 5,
    OptionalLfAfterCr = 1 << 6,
    OptionalCrlfAfterChunk = 1 << 7,
    OptionalCrBeforeLf = 1 << 8,
    SpacesAfterChunkSize = 1 << 9,
    HeaderValueRelaxed = 1 << 10,
}
