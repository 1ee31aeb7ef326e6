using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>A virtual machine as the service needs it.</summary>
internal interface IGuestRuntime : IAsyncDisposable
{
    /// <summary>How its worker is locked down.</summary>
    IsolationInfo Isolation { get; }

    /// <summary>Host process id of its worker, or null when it has none now.</summary>
    int? WorkerPid { get; }

    /// <summary>Runs code as a fresh process. What the guest does is told by the response, a lost worker too.</summary>
    Task<RunResponse> RunAsync(RunRequest request, CancellationToken cancellationToken);

    /// <summary>The process table.</summary>
    Task<IReadOnlyList<ProcessEntry>> ListProcessesAsync(CancellationToken cancellationToken);

    /// <summary>Sends a signal; false when there is no such process.</summary>
    Task<bool> KillAsync(int pid, int signal, CancellationToken cancellationToken);

    /// <summary>What is at the path, links followed.</summary>
    /// <exception cref="GuestFileException">It cannot be told, ENOENT for instance.</exception>
    Task<FileEntry> StatAsync(string path, CancellationToken cancellationToken);

    /// <summary>The entries of a directory.</summary>
    /// <exception cref="GuestFileException">It cannot be listed.</exception>
    Task<IReadOnlyList<FileEntry>> ListAsync(string path, CancellationToken cancellationToken);

    /// <summary>The content of a file.</summary>
    /// <exception cref="GuestFileException">It cannot be read.</exception>
    Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes a file; missing parents are made.</summary>
    /// <exception cref="GuestFileException">It cannot be written.</exception>
    Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
