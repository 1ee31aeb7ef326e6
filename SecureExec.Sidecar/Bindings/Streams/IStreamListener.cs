namespace SecureExec.Sidecar.Bindings;

/// <summary>Native code that takes what a stream reads in place of JavaScript's <c>onread</c>. Loop's thread.</summary>
internal interface IStreamListener
{
    /// <summary>Bytes were read, or with none the stream has ended or failed. The span is gone afterwards.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="status">Their number, or libuv's error, UV_EOF at the end.</param>
    void OnRead(ReadOnlySpan<byte> data, int status);

    /// <summary>The stream is closed.</summary>
    void OnStreamClosed();
}
