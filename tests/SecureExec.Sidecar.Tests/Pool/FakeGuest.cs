using System.Collections.Concurrent;
using SecureExec.Abi;
using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

/// <summary>A virtual machine made of a dictionary.</summary>
internal sealed class FakeGuest(CreateRuntimeRequest request) : IGuestRuntime
{
    public CreateRuntimeRequest Request => request;

    public ConcurrentDictionary<string, byte[]> Files { get; } =
        new(request.Files?.Select(f => KeyValuePair.Create(f.Key, f.Value.Bytes.ToArray())) ?? []);

    public ConcurrentQueue<RunRequest> Runs { get; } = new();

    public List<ProcessEntry> Processes { get; } = [];

    public ConcurrentQueue<(int Pid, int Signal)> Kills { get; } = new();

    public Func<CancellationToken, Task<RunResponse>> OnRun { get; set; } = _ => Task.FromResult(Succeeded);

    public bool Disposed { get; private set; }

    public static RunResponse Succeeded => new() { Outcome = ResponseOutcome.Succeeded, Stdout = "", Stderr = "", Usage = new RunUsage() };

    public IsolationInfo Isolation => FakeRuntimeFactory.NotLockedDown;

    public int? WorkerPid => Environment.ProcessId;

    public Task<RunResponse> RunAsync(RunRequest run, CancellationToken cancellationToken)
    {
        Runs.Enqueue(run);
        return OnRun(cancellationToken);
    }

    public Task<IReadOnlyList<ProcessEntry>> ListProcessesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProcessEntry>>([.. Processes]);

    public Task<bool> KillAsync(int pid, int signal, CancellationToken cancellationToken)
    {
        Kills.Enqueue((pid, signal));
        return Task.FromResult(Processes.Any(p => p.Pid == pid));
    }

    public Task<FileEntry> StatAsync(string path, CancellationToken cancellationToken)
    {
        if (Files.TryGetValue(path, out var content))
            return Task.FromResult(new FileEntry { Name = path[(path.LastIndexOf('/') + 1)..], Type = FileEntryType.File, Size = content.Length });
        if (Files.Keys.Any(f => f.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal)))
            return Task.FromResult(new FileEntry { Name = path, Type = FileEntryType.Directory });
        throw new GuestFileException(Errno.ENOENT, "stat", path);
    }

    public Task<IReadOnlyList<FileEntry>> ListAsync(string path, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FileEntry>>(
            [.. Files.Select(f => new FileEntry { Name = f.Key[(f.Key.LastIndexOf('/') + 1)..], Type = FileEntryType.File, Size = f.Value.Length })]);

    public Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>>(Files[path]);

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Files[path] = content.ToArray();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
