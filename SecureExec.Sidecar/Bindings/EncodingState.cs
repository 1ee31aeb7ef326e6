namespace SecureExec.Sidecar.Bindings;

/// <summary>The page of <c>encodeIntoResults</c>: units read, bytes written.</summary>
internal sealed unsafe class EncodingState
{
    /// <summary>Two numbers, owned by JavaScript's typed array.</summary>
    public uint* Results { get; set; }
}
