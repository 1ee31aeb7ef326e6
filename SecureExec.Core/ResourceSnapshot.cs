namespace SecureExec;

/// <summary>What a runtime's VM holds at one moment.</summary>
public sealed record ResourceSnapshot
{
    /// <summary>All counters by name, in camel case: <c>runningProcesses</c>, <c>openFds</c>, <c>filesystemBytes</c> ...</summary>
    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>Guest processes that may run code.</summary>
    public long RunningProcesses => this["runningProcesses"];

    /// <summary>Guest processes that have ended since the VM started.</summary>
    public long ExitedProcesses => this["exitedProcesses"];

    /// <summary>Guest processes that have ended and that nobody waited for.</summary>
    public long ZombieProcesses => this["zombieProcesses"];

    /// <summary>Tables of file descriptors: one for each process, init included.</summary>
    public long FdTables => this["fdTables"];

    /// <summary>Open files; several descriptors may share one.</summary>
    public long OpenFiles => this["openFiles"];

    /// <summary>File descriptors over all guest processes.</summary>
    public long OpenFds => this["openFds"];

    /// <summary>Bytes charged to the in-memory file systems.</summary>
    public long FilesystemBytes => this["filesystemBytes"];

    /// <summary>Inodes charged to the in-memory file systems.</summary>
    public long Inodes => this["inodes"];

    /// <summary>System calls since the VM started.</summary>
    public long Syscalls => this["syscalls"];

    /// <summary>Operations that the policy denied.</summary>
    public long Denials => this["denials"];

    /// <summary>A counter by name; 0 when the VM has none of that name.</summary>
    public long this[string name] => Counters.GetValueOrDefault(name);
}
