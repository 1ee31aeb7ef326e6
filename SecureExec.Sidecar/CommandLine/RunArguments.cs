using SecureExec.Protocol;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>What the command line of <c>run</c> says.</summary>
internal sealed record RunArguments
{
    /// <summary>What is run: <see cref="ProgramKind.File"/>, <see cref="ProgramKind.StandardInput"/>, <see cref="ProgramKind.Eval"/>, <see cref="ProgramKind.Print"/>, <see cref="ProgramKind.Repl"/> or <see cref="ProgramKind.Command"/>.</summary>
    internal ProgramKind Kind { get; init; } = ProgramKind.File;

    /// <summary>The host file to run, the code of <c>-e</c> and <c>-p</c>, or the command; empty for standard input.</summary>
    internal string Program { get; init; } = "";

    /// <summary>Arguments of the program.</summary>
    internal IReadOnlyList<string> ProgramArguments { get; init; } = [];

    /// <summary>Node's own options as written: the program's <c>process.execArgv</c>.</summary>
    internal IReadOnlyList<string> NodeArguments { get; init; } = [];

    /// <summary>A policy document on the host.</summary>
    internal string? PolicyFile { get; init; }

    /// <summary>Rules after the policy's own, in the order given.</summary>
    internal IReadOnlyList<ScopedPermissionRule> Rules { get; init; } = [];

    internal IReadOnlyList<HostMount> Mounts { get; init; } = [];

    internal string? NodeModules { get; init; }

    internal IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>What imports and requires may name.</summary>
    internal JsModuleResolution ModuleResolution { get; init; }

    internal string Cwd { get; init; } = "/workspace";

    internal TimeSpan? Timeout { get; init; }

    internal int? MemoryMiB { get; init; }

    internal string? WorkerPath { get; init; }

    /// <summary>Nothing runs unless the operating system locks the worker down in full.</summary>
    internal bool RequireLockdown { get; init; }

    /// <summary>One JSON result instead of the raw streams.</summary>
    internal bool Json { get; init; }

    /// <summary>Whether the program gets this command's terminal; null: when there is one.</summary>
    internal bool? Terminal { get; init; }

    /// <summary>Standard input is at its end from the start.</summary>
    internal bool NoStdin { get; init; }
}
