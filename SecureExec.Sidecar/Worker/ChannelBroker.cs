using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The kernel's way to host mounts: each call is a request over the channel and blocks its guest thread until the answer is there.</summary>
[SuppressMessage("Design", "CA1001", Justification = "There is one, and it lives as long as the process.")]
internal sealed class ChannelBroker(WorkerPipes pipes) : IBroker
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<FileResult>> _pending = new();
    private readonly SemaphoreSlim _slots = new(ProtocolLimits.MaxPendingRequests - 1);
    private int _nextId;

    /// <summary>An answer has come.</summary>
    /// <exception cref="ProtocolException">Nobody asked.</exception>
    internal void Complete(BrokerReplyMessage reply)
    {
        if (!_pending.TryRemove(reply.Id, out TaskCompletionSource<FileResult>? waiting)) throw new ProtocolException("A broker reply answers no request.");
        waiting.SetResult(reply.Result);
    }

    public SysResult<FileStat> Stat(int mountId, string path) => Stat(Call(mountId, new FileCall(FileOperation.LinkStat, path)));

    public SysResult<string> ReadLink(int mountId, string path)
    {
        FileResult result = Call(mountId, new FileCall(FileOperation.ReadLink, path));
        return result.Error == Errno.Success ? result.Text : result.Error;
    }

    public SysResult<IReadOnlyList<HostDirectoryEntry>> ReadDirectory(int mountId, string path, int maxEntries)
    {
        FileResult result = Call(mountId, new FileCall(FileOperation.List, path) { Count = maxEntries });
        return result.Error == Errno.Success ? SysResult.From(result.Entries) : result.Error;
    }

    public SysResult<HostFileContent> ReadFile(int mountId, string path, long maxBytes)
    {
        FileResult result = Call(mountId, new FileCall(FileOperation.ReadFile, path) { Count = maxBytes });
        return result.Error == Errno.Success ? new HostFileContent(result.Stat, result.Data.ToArray()) : result.Error;
    }

    public SysResult<IReadOnlyList<(string Name, HostFileContent Content)>> ReadFiles(int mountId, string directory, IReadOnlyList<string> names, long maxBytes)
    {
        byte[] list = Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + "\0")));
        FileResult result = Call(mountId, new FileCall(FileOperation.ReadFiles, directory) { Data = list, Count = maxBytes });
        if (result.Error != Errno.Success) return result.Error;
        var files = new List<(string, HostFileContent)>(result.Entries.Count);
        ReadOnlyMemory<byte> rest = result.Data;
        foreach (HostDirectoryEntry entry in result.Entries)
        {
            if (entry.Stat.Size < 0 || entry.Stat.Size > rest.Length) return Errno.EIO;
            files.Add((entry.Name, new HostFileContent(entry.Stat, rest[..(int)entry.Stat.Size].ToArray())));
            rest = rest[(int)entry.Stat.Size..];
        }
        return files;
    }

    public SysResult<int> ReadRange(int mountId, string path, long offset, Span<byte> buffer)
    {
        FileResult result = Call(mountId, new FileCall(FileOperation.ReadRange, path) { Offset = offset, Count = buffer.Length });
        if (result.Error != Errno.Success) return result.Error;
        int count = Math.Min(result.Data.Length, buffer.Length);
        result.Data.Span[..count].CopyTo(buffer);
        return count;
    }

    public SysResult<int> WriteRange(int mountId, string path, long offset, ReadOnlySpan<byte> data)
    {
        int done = 0;
        do
        {
            ReadOnlySpan<byte> piece = data.Slice(done, Math.Min(ProtocolLimits.ChunkBytes, data.Length - done));
            FileResult result = Call(mountId, new FileCall(FileOperation.WriteRange, path) { Offset = offset + done, Data = piece.ToArray() });
            if (result.Error != Errno.Success) return done > 0 ? done : result.Error;
            done += (int)result.Count;
            if (result.Count < piece.Length) break;
        }
        while (done < data.Length);
        return done;
    }

    public SysResult<FileStat> CreateFile(int mountId, string path, int mode) => Stat(Call(mountId, new FileCall(FileOperation.CreateFile, path) { Mode = mode }));

    public SysResult<FileStat> CreateDirectory(int mountId, string path, int mode) => Stat(Call(mountId, new FileCall(FileOperation.CreateDirectory, path) { Mode = mode }));

    public SysResult<FileStat> CreateSymlink(int mountId, string path, string target) => Stat(Call(mountId, new FileCall(FileOperation.CreateSymlink, path) { Other = target }));

    public SysResult<Unit> Link(int mountId, string existing, string newPath) => Done(Call(mountId, new FileCall(FileOperation.Link, existing) { Other = newPath }));

    public SysResult<Unit> RemoveFile(int mountId, string path) => Done(Call(mountId, new FileCall(FileOperation.RemoveFile, path)));

    public SysResult<Unit> RemoveDirectory(int mountId, string path) => Done(Call(mountId, new FileCall(FileOperation.RemoveDirectory, path)));

    public SysResult<Unit> Rename(int mountId, string from, string to) => Done(Call(mountId, new FileCall(FileOperation.Rename, from) { Other = to }));

    public SysResult<Unit> Truncate(int mountId, string path, long length) => Done(Call(mountId, new FileCall(FileOperation.Truncate, path) { Offset = length }));

    public SysResult<Unit> SetMode(int mountId, string path, int mode) => Done(Call(mountId, new FileCall(FileOperation.SetMode, path) { Mode = mode }));

    public SysResult<Unit> SetTimes(int mountId, string path, Timespec atime, Timespec mtime) => Done(Call(mountId, new FileCall(FileOperation.SetTimes, path) { Atime = atime, Mtime = mtime }));

    private static SysResult<FileStat> Stat(FileResult result) => result.Error == Errno.Success ? result.Stat : result.Error;

    private static SysResult<Unit> Done(FileResult result) => result.Error == Errno.Success ? SysResult.Done : result.Error;

    private FileResult Call(int mountId, FileCall call)
    {
        _slots.Wait();
        try
        {
            int id = Interlocked.Increment(ref _nextId);
            var waiting = new TaskCompletionSource<FileResult>();
            _pending[id] = waiting;
            pipes.Send(new BrokerRequestMessage(id, mountId, call));
            return waiting.Task.GetAwaiter().GetResult();
        }
        finally
        {
            _slots.Release();
        }
    }
}
