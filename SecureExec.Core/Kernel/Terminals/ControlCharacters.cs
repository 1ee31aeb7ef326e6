namespace SecureExec.Kernel.Terminals;

/// <summary><c>c_cc</c> of <c>termios(3)</c>; 0 is none. The defaults are Linux's.</summary>
internal sealed record ControlCharacters
{
    /// <summary>Sends SIGINT.</summary>
    public byte Intr { get; init; } = 0x03;

    /// <summary>Sends SIGQUIT.</summary>
    public byte Quit { get; init; } = 0x1C;

    /// <summary>Takes the last character away.</summary>
    public byte Erase { get; init; } = 0x7F;

    /// <summary>Takes the line away.</summary>
    public byte Kill { get; init; } = 0x15;

    /// <summary>Ends the input, or the line without a newline.</summary>
    public byte Eof { get; init; } = 0x04;

    /// <summary>Ends a line beside the newline.</summary>
    public byte Eol { get; init; }

    /// <summary>Lets output go.</summary>
    public byte Start { get; init; } = 0x11;

    /// <summary>Holds output back.</summary>
    public byte Stop { get; init; } = 0x13;

    /// <summary>Sends SIGTSTP.</summary>
    public byte Susp { get; init; } = 0x1A;

    /// <summary>Shows the line again.</summary>
    public byte Reprint { get; init; } = 0x12;

    /// <summary>Takes the last word away.</summary>
    public byte WordErase { get; init; } = 0x17;

    /// <summary>Takes the next character as it is.</summary>
    public byte LiteralNext { get; init; } = 0x16;
}
