using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>
/// Body of <c>POST /v1/run</c> (a fresh virtual machine for this one run) and <c>POST /v1/runtimes/{id}/run</c>
/// (a fresh guest process in an existing runtime). Unknown members are rejected.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RunRequest
{
    /// <summary>The time limit of a run that names none, in milliseconds.</summary>
    public const int DefaultTimeoutMs = 30_000;

    /// <summary>The source to run. Its value is what it passes to <c>__return(value)</c>; the last call counts.</summary>
    public required string Code { get; init; }

    /// <summary>The language of <c>code</c>; JavaScript when missing.</summary>
    public CodeLanguage Language { get; init; }

    /// <summary>How <c>code</c> is loaded; an ES module when missing.</summary>
    public ModuleFormat Format { get; init; }

    /// <summary>The absolute guest path the code appears under in stack traces and resolves imports from.</summary>
    public string? FileName { get; init; }

    /// <summary>Arguments after the program: <c>process.argv.slice(2)</c>.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Environment variables added to those of the runtime.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Absolute guest path of the working directory.</summary>
    public string? Cwd { get; init; }

    /// <summary>Standard input, as UTF-8; empty when missing.</summary>
    public string? Stdin { get; init; }

    /// <summary>Wall clock limit of the run in milliseconds; 30,000 when missing.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>JSON values the program sees as global constants of the same names.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Inputs { get; init; }

    /// <summary>Files written before the run, by absolute guest path; parents are made.</summary>
    public IReadOnlyDictionary<string, FileContent>? Files { get; init; }

    /// <summary>Name of a stored policy. Only for a fresh virtual machine; excludes <c>permissions</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>An inline policy document. Only for a fresh virtual machine; excludes <c>policy</c>.</summary>
    public PermissionPolicy? Permissions { get; init; }

    /// <summary>Limits, laid over the defaults. Only for a fresh virtual machine.</summary>
    public ResourceLimits? Limits { get; init; }
}
