namespace SecureExec.Sidecar.Http2;

/// <summary>Flags of frames; what a bit means depends on the type.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,
    EndStream = 1,
    Ack = EndStream,
    EndHeaders = 4,
    Padded = 8,
    Priority = 0x20,
}
