namespace SecureExec.Sidecar.Http2;

/// <summary>How far the headers of a stream have come (<c>nghttp2_stream_state</c>).</summary>
internal enum Http2StreamPhase
{
    /// <summary>Its request waits to be sent.</summary>
    Initial,

    /// <summary>The request is out or has come.</summary>
    Opening,

    /// <summary>So is the response.</summary>
    Opened,

    /// <summary>A reset waits to be sent.</summary>
    Closing,

    /// <summary>It was promised.</summary>
    Reserved,
}
