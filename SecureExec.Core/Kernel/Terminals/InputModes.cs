namespace SecureExec.Kernel.Terminals;

/// <summary><c>c_iflag</c> of <c>termios(3)</c>, as far as terminals here know it.</summary>
[Flags]
internal enum InputModes : uint
{
    None = 0,

    /// <summary>A newline that comes is a carriage return.</summary>
    INLCR = 0x40,

    /// <summary>A carriage return that comes is dropped.</summary>
    IGNCR = 0x80,

    /// <summary>A carriage return that comes is a newline.</summary>
    ICRNL = 0x100,

    /// <summary>STOP and START hold output back and let it go.</summary>
    IXON = 0x400,

    /// <summary>Erasing takes whole characters of UTF-8.</summary>
    IUTF8 = 0x4000,
}
