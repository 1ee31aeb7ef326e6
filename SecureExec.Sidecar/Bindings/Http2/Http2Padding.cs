namespace SecureExec.Sidecar.Bindings;

/// <summary>How frames of headers and data are padded (<c>PADDING_STRATEGY_*</c>).</summary>
internal enum Http2Padding
{
    None = 0,

    /// <summary>To multiples of eight bytes, the frame's header included.</summary>
    Aligned = 1,

    /// <summary>As much as there may be.</summary>
    Max = 2,
}
