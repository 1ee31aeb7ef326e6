namespace SecureExec.Contracts;

/// <summary>One row of a runtime's process table. All text comes from the guest: treat it as hostile.</summary>
public sealed record ProcessEntry
{
    /// <summary>Process id inside the runtime.</summary>
    public required int Pid { get; init; }

    /// <summary>Id of the parent process.</summary>
    public int Ppid { get; init; }

    /// <summary>State: <c>running</c>, <c>stopped</c> or <c>zombie</c>.</summary>
    public required string State { get; init; }

    /// <summary>Arguments, the program first.</summary>
    public IReadOnlyList<string> Argv { get; init; } = [];

    /// <summary>Working directory.</summary>
    public string? Cwd { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Exit code of a zombie.</summary>
    public int? ExitCode { get; init; }

    /// <summary>CPU time used, in milliseconds.</summary>
    public double CpuMs { get; init; }
}
