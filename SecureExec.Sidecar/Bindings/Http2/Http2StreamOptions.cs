namespace SecureExec.Sidecar.Bindings;

/// <summary>What the library says of a stream's data (<c>STREAM_OPTION_*</c>).</summary>
[Flags]
internal enum Http2StreamOptions
{
    None = 0,

    /// <summary>There is none.</summary>
    EmptyPayload = 1,

    /// <summary>Trailers follow it.</summary>
    GetTrailers = 2,
}
