using SecureExec.Kernel.Terminals;

namespace SecureExec.Kernel;

/// <summary>What a new process starts with.</summary>
internal sealed record ProcessConfig
{
    /// <summary>Command line; the first element names the program. At most <see cref="ResourceLimits.MaxProcessArgvBytes"/> (E2BIG).</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The whole environment, already merged; null takes the kernel's base environment. E2BIG above <see cref="ResourceLimits.MaxProcessEnvBytes"/>.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Absolute guest path of the working directory; null takes the parent's, or <c>/workspace</c>.</summary>
    public string? Cwd { get; init; }

    /// <summary>Parent; 1 (init) when the host starts the process.</summary>
    public int Ppid { get; init; } = 1;

    /// <summary>fd 0; null is <c>/dev/null</c>.</summary>
    public FileDescription? Stdin { get; init; }

    /// <summary>fd 1; null is <c>/dev/null</c>.</summary>
    public FileDescription? Stdout { get; init; }

    /// <summary>fd 2; null is <c>/dev/null</c>.</summary>
    public FileDescription? Stderr { get; init; }

    /// <summary>All descriptors from 0 on, in place of the three above; null elements stay closed. After an error those that nobody else refers to are closed.</summary>
    public IReadOnlyList<FileDescription?>? Fds { get; init; }

    /// <summary><c>setsid(2)</c>: it leads a session and a group of its own.</summary>
    public bool NewSession { get; init; }

    /// <summary>With <see cref="NewSession"/>: the terminal that controls the session; its group is in the foreground.</summary>
    public Terminal? Terminal { get; init; }

    /// <summary>User id; null takes the parent's, or the kernel's default.</summary>
    public int? Uid { get; init; }

    /// <summary>Group id; null takes the parent's, or the kernel's default.</summary>
    public int? Gid { get; init; }
}
