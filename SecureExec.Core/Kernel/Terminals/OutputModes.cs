namespace SecureExec.Kernel.Terminals;

/// <summary><c>c_oflag</c> of <c>termios(3)</c>, as far as terminals here know it.</summary>
[Flags]
internal enum OutputModes : uint
{
    None = 0,

    /// <summary>Output is processed at all.</summary>
    OPOST = 0x1,

    /// <summary>A newline is written as a carriage return and a newline.</summary>
    ONLCR = 0x4,
}
