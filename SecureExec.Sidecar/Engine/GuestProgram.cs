namespace SecureExec.Sidecar.Engine;

/// <summary>What a guest process runs.</summary>
internal sealed record GuestProgram
{
    public required EntryKind Kind { get; init; }

    /// <summary>The code of an <c>Eval</c> kind; null for <see cref="EntryKind.File"/>.</summary>
    public string? Source { get; init; }

    /// <summary><c>process.argv</c> before Node puts paths into it; null: the command line of the kernel's process.</summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>A command of the machine that is written in JavaScript: it takes nothing from NODE_OPTIONS, and dies of SIGPIPE as other commands do.</summary>
    public bool IsCommand { get; init; }

    /// <summary>Node options in front of the file (<c>process.execArgv</c>), for example <c>--stack-trace-limit=20</c>.</summary>
    public IReadOnlyList<string> ExecArgv { get; init; } = [];

    /// <summary>A JSON object whose members become globals of the program; null: none.</summary>
    public string? InputsJson { get; init; }

    /// <summary>Whether <c>globalThis.__return(value)</c> exists.</summary>
    public bool WantsValue { get; init; }

    /// <summary>Which globals and built-in modules there are.</summary>
    public JsPlatform Platform { get; init; }

    /// <summary>Built-in modules that may be loaded; null: all.</summary>
    public IReadOnlyList<string>? AllowedBuiltins { get; init; }

    /// <summary>What imports and requires may name.</summary>
    public JsModuleResolution ModuleResolution { get; init; }

    /// <summary>Whether clocks are as fine as the machine's.</summary>
    public bool HighResolutionTime { get; init; }

    /// <summary>The heap's limit in bytes.</summary>
    public required long HeapLimitBytes { get; init; }

    /// <summary>The longest value, as JSON text in characters, that <c>__return</c> accepts.</summary>
    public int MaxValueLength { get; init; } = 16 << 20;

    /// <summary>Characters of output that a call's reply carries of each stream.</summary>
    public int CallOutputLength { get; init; } = 16 << 10;
}
