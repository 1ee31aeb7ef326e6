namespace SecureExec;

/// <summary>One line of a runtime's process table.</summary>
public sealed record GuestProcessInfo
{
    /// <summary>Number of the process inside the VM.</summary>
    public required int Pid { get; init; }

    /// <summary>Number of its parent; 1 for what the host started.</summary>
    public required int ParentPid { get; init; }

    /// <summary>Running, or ended and not waited for.</summary>
    public required GuestProcessState State { get; init; }

    /// <summary>Command line, its first 4,096 characters. The text comes from the guest.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>Working directory. The text comes from the guest.</summary>
    public required string Cwd { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Exit code as a shell reports it, once it has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>CPU time used so far.</summary>
    public TimeSpan Cpu { get; init; }
}
