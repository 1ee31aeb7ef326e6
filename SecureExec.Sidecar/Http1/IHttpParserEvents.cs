namespace SecureExec.Sidecar.Http1;

/// <summary>
/// Told what a parser finds. Parts of a text may come in several calls. The answer is OK, PAUSED to stop behind the call, or an error that ends the parser;
/// with USER the callee has set <see cref="HttpMessageParser.Reason"/>.
/// </summary>
internal interface IHttpParserEvents
{
    HttpError OnMessageBegin();

    HttpError OnUrl(ReadOnlySpan<byte> part);

    HttpError OnStatus(ReadOnlySpan<byte> part);

    HttpError OnHeaderField(ReadOnlySpan<byte> part);

    HttpError OnHeaderValue(ReadOnlySpan<byte> part);

    /// <summary>0: go on; 1: there is no body; 2: no body, and another protocol follows; else refused.</summary>
    int OnHeadersComplete();

    HttpError OnBody(ReadOnlySpan<byte> part);

    HttpError OnMessageComplete();

    HttpError OnChunkHeader();

    HttpError OnChunkExtension(ReadOnlySpan<byte> part);

    HttpError OnChunkComplete();
}
