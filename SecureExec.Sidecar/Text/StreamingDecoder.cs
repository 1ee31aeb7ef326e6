namespace SecureExec.Sidecar.Text;

/// <summary>A decoder of <c>TextDecoder</c> that keeps what is unfinished for the next piece.</summary>
internal abstract class StreamingDecoder
{
    protected const char Replacement = '\uFFFD';

    /// <summary>The text of a piece; null when it is malformed and that is fatal, after which the decoder starts anew.</summary>
    /// <param name="bytes">The piece.</param>
    /// <param name="flush">Whether it is the last one.</param>
    public abstract string? Decode(ReadOnlySpan<byte> bytes, bool flush);
}
