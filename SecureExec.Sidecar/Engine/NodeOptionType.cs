namespace SecureExec.Sidecar.Engine;

/// <summary>Types of node's options, as <c>internalBinding('options').types</c> numbers them.</summary>
internal enum NodeOptionType
{
    NoOp = 0,
    V8 = 1,
    Boolean = 2,
    Integer = 3,
    UnsignedInteger = 4,
    Text = 5,
    HostPort = 6,
    TextList = 7,
}
