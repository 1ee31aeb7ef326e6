namespace SecureExec.Kernel.Terminals;

/// <summary><c>c_lflag</c> of <c>termios(3)</c>, as far as terminals here know it.</summary>
[Flags]
internal enum LocalModes : uint
{
    None = 0,

    /// <summary>INTR, QUIT and SUSP send signals.</summary>
    ISIG = 0x1,

    /// <summary>Input comes in lines that can be edited.</summary>
    ICANON = 0x2,

    /// <summary>What comes is shown.</summary>
    ECHO = 0x8,

    /// <summary>Erasing wipes the character off.</summary>
    ECHOE = 0x10,

    /// <summary>After KILL comes a new line, unless ECHOKE wipes the line off.</summary>
    ECHOK = 0x20,

    /// <summary>Newlines are shown without ECHO too.</summary>
    ECHONL = 0x40,

    /// <summary>Signals leave what waits to be read.</summary>
    NOFLSH = 0x80,

    /// <summary>Control characters are shown as <c>^X</c>.</summary>
    ECHOCTL = 0x200,

    /// <summary>KILL wipes the line off.</summary>
    ECHOKE = 0x800,

    /// <summary>WERASE, REPRINT and LNEXT are known.</summary>
    IEXTEN = 0x8000,
}
