namespace SecureExec.Protocol;

/// <summary>A guest process to start.</summary>
internal sealed record ProgramConfig
{
    internal required ProgramKind Kind { get; init; }

    /// <summary>Source text, unless <see cref="Kind"/> is <see cref="ProgramKind.File"/>.</summary>
    internal string? Source { get; init; }

    /// <summary>Whether the program has <c>__return</c> and gives a value.</summary>
    internal bool WantsValue { get; init; }

    /// <summary>Options of node itself, as <c>process.execArgv</c> shows them.</summary>
    internal IReadOnlyList<string> ExecArgv { get; init; } = [];

    /// <summary>What follows the program's own name in <c>process.argv</c>; for a file its path comes first.</summary>
    internal IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Added to the runtime's environment.</summary>
    internal IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Absolute guest path; null for the runtime's.</summary>
    internal string? Cwd { get; init; }

    /// <summary>Global constants for the program, as a JSON object.</summary>
    internal string? InputsJson { get; init; }

    /// <summary>True when standard input is fed by messages; false for an input that is at its end.</summary>
    internal bool HasStdin { get; init; }

    /// <summary>Size of the terminal that the process's streams are; null for plain streams.</summary>
    internal TerminalSize? Terminal { get; init; }

    /// <summary>Wall-clock limit; null for none beyond the runtime's limits.</summary>
    internal TimeSpan? Timeout { get; init; }

    internal void Write(FrameWriter writer)
    {
        writer.Byte((byte)Kind);
        writer.OptionalText(Source);
        writer.Bool(WantsValue);
        writer.Texts(ExecArgv);
        writer.Texts(Args);
        writer.Pairs(Env);
        writer.OptionalText(Cwd);
        writer.OptionalText(InputsJson);
        writer.Bool(HasStdin);
        writer.Bool(Terminal is not null);
        if (Terminal is { } size) TerminalSizeCodec.Write(writer, size);
        writer.Span(Timeout ?? TimeSpan.MinValue);
    }

    internal static ProgramConfig Read(ref FrameReader reader) => new()
    {
        Kind = (ProgramKind)reader.Choice((int)ProgramKind.Repl),
        Source = reader.OptionalText(),
        WantsValue = reader.Bool(),
        ExecArgv = reader.Texts(),
        Args = reader.Texts(),
        Env = reader.Pairs(),
        Cwd = reader.OptionalText(),
        InputsJson = reader.OptionalText(),
        HasStdin = reader.Bool(),
        Terminal = reader.Bool() ? TerminalSizeCodec.Read(ref reader) : null,
        Timeout = reader.Span() is var timeout && timeout == TimeSpan.MinValue ? null : timeout,
    };
}
