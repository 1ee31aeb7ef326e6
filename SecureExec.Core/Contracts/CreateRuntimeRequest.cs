using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>Body of <c>POST /v1/runtimes</c>. Unknown members are rejected; so are host functions, whose handlers are code of an embedding program that HTTP cannot carry.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateRuntimeRequest
{
    /// <summary>A label for people; at most 64 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Name of a stored policy; excludes <c>permissions</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>An inline policy document; excludes <c>policy</c>.</summary>
    public PermissionPolicy? Permissions { get; init; }

    /// <summary>Limits of the runtime, laid over the defaults.</summary>
    public ResourceLimits? Limits { get; init; }

    /// <summary>Environment variables of every guest process.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Absolute guest path of the working directory.</summary>
    public string? Cwd { get; init; }

    /// <summary>Files the runtime starts with, by absolute guest path; parents are made.</summary>
    public IReadOnlyDictionary<string, FileContent>? Files { get; init; }

    /// <summary>Seconds without a request after which the runtime is disposed; the node's default when missing.</summary>
    public int? IdleTimeoutSeconds { get; init; }
}
