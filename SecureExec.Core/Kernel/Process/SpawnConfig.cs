namespace SecureExec.Kernel;

/// <summary>What <c>posix_spawn(3)</c> is asked for.</summary>
internal sealed record SpawnConfig
{
    /// <summary>The program: a path when there is a slash in it, else a name that is looked for in PATH of the new environment.</summary>
    public required string File { get; init; }

    /// <summary>Command line.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The whole environment; null takes the parent's.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Working directory, judged as <c>chdir</c> of the child; null takes the parent's.</summary>
    public string? Cwd { get; init; }

    /// <summary>User id; another than the parent's needs root (EPERM).</summary>
    public int? Uid { get; init; }

    /// <summary>Group id; another than the parent's needs root (EPERM).</summary>
    public int? Gid { get; init; }

    /// <summary>It leads a session and a group of its own.</summary>
    public bool NewSession { get; init; }

    /// <summary>Descriptors of the parent that become 0, 1 and so on; <see cref="Null"/> is <c>/dev/null</c>, <see cref="Closed"/> leaves one closed.</summary>
    public required IReadOnlyList<int> Fds { get; init; }

    /// <summary>No descriptor: <c>/dev/null</c>.</summary>
    public const int Null = -1;

    /// <summary>No descriptor at all.</summary>
    public const int Closed = -2;
}
