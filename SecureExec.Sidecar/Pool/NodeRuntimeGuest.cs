using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>A runtime of Core.</summary>
internal sealed class NodeRuntimeGuest(NodeRuntime runtime) : IGuestRuntime
{
    public IsolationInfo Isolation => ContractMapping.ToContract(runtime.Isolation);

    public int? WorkerPid => runtime.WorkerPid is > 0 and var pid && HostMemory.Resident(pid) is not null ? pid : null;

    public async Task<RunResponse> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Files is { } files)
            {
                foreach (var (path, content) in files)
                    await runtime.FileSystem.WriteFileAsync(path, content.Bytes, cancellationToken);
            }

            var result = await runtime.ExecAsync(request.Code, ContractMapping.ToOptions(request), cancellationToken);
            return ContractMapping.ToContract(result);
        }
        catch (WorkerCrashedException e)
        {
            return ContractMapping.Crashed(e);
        }
    }

    public async Task<IReadOnlyList<ProcessEntry>> ListProcessesAsync(CancellationToken cancellationToken)
    {
        // Core would boot a lost virtual machine again, but a look must not start anything.
        if (WorkerPid is null)
            return [];

        var processes = await runtime.Processes.ListAsync(cancellationToken);
        return [.. processes.Select(ContractMapping.ToContract).OrderBy(p => p.Pid)];
    }

    public Task<bool> KillAsync(int pid, int signal, CancellationToken cancellationToken) =>
        WorkerPid is null ? Task.FromResult(false) : runtime.Processes.KillAsync(pid, signal, cancellationToken);

    public async Task<FileEntry> StatAsync(string path, CancellationToken cancellationToken) =>
        ContractMapping.ToContract(await runtime.FileSystem.StatAsync(path, followLinks: true, cancellationToken));

    public async Task<IReadOnlyList<FileEntry>> ListAsync(string path, CancellationToken cancellationToken) =>
        [.. (await runtime.FileSystem.ListAsync(path, cancellationToken)).Select(ContractMapping.ToContract)];

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken) =>
        await runtime.FileSystem.ReadFileAsync(path, cancellationToken: cancellationToken);

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        runtime.FileSystem.WriteFileAsync(path, content, cancellationToken);

    public ValueTask DisposeAsync() => runtime.DisposeAsync();
}
