namespace SecureExec.Kernel.Terminals;

/// <summary>How a terminal treats what goes through it (<c>termios(3)</c>). The defaults are those of a terminal of Linux. Reads without ICANON wait for one byte (MIN 1, TIME 0).</summary>
internal sealed record Termios
{
    /// <summary>What a terminal starts with.</summary>
    public static readonly Termios Default = new();

    /// <summary><c>c_iflag</c>.</summary>
    public InputModes Input { get; init; } = InputModes.ICRNL | InputModes.IXON | InputModes.IUTF8;

    /// <summary><c>c_oflag</c>.</summary>
    public OutputModes Output { get; init; } = OutputModes.OPOST | OutputModes.ONLCR;

    /// <summary><c>c_lflag</c>.</summary>
    public LocalModes Local { get; init; } = LocalModes.ISIG | LocalModes.ICANON | LocalModes.ECHO | LocalModes.ECHOE | LocalModes.ECHOK |
        LocalModes.ECHOCTL | LocalModes.ECHOKE | LocalModes.IEXTEN;

    /// <summary><c>c_cc</c>.</summary>
    public ControlCharacters Characters { get; init; } = new();

    /// <summary>What libuv makes of it in its raw mode (<c>uv_tty_set_mode</c>): no lines, echo, signals or flow control; newlines are still written as two characters.</summary>
    public Termios Raw() => this with
    {
        Input = Input & ~(InputModes.ICRNL | InputModes.IXON),
        Output = Output | OutputModes.ONLCR,
        Local = Local & ~(LocalModes.ECHO | LocalModes.ICANON | LocalModes.IEXTEN | LocalModes.ISIG),
    };

    /// <summary><c>cfmakeraw(3)</c>.</summary>
    public Termios Transparent() => this with
    {
        Input = Input & ~(InputModes.INLCR | InputModes.IGNCR | InputModes.ICRNL | InputModes.IXON),
        Output = Output & ~OutputModes.OPOST,
        Local = Local & ~(LocalModes.ECHO | LocalModes.ECHONL | LocalModes.ICANON | LocalModes.ISIG | LocalModes.IEXTEN),
    };

    public bool Has(InputModes mode) => (Input & mode) != 0;

    public bool Has(OutputModes mode) => (Output & mode) != 0;

    public bool Has(LocalModes mode) => (Local & mode) != 0;
}
