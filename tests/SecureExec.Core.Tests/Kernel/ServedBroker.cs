using System.Runtime.Versioning;
using System.Text;
using SecureExec.Abi;
using SecureExec.Broker;
using SecureExec.Core.Tests.Broker;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>The kernel's side of a broker that serves a real directory: what the channel does, without the channel.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ServedBroker : IBroker, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly HostMountBroker _broker;

    public ServedBroker(string guestPath) =>
        _broker = new HostMountBroker([new HostMount(_directory.Path, guestPath, ReadOnly: false)], PermissionPolicy.AllowAll);

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
        if (result.Error != Errno.Success)
        {
            return result.Error;
        }

        var files = new List<(string, HostFileContent)>();
        int at = 0;
        foreach (HostDirectoryEntry entry in result.Entries)
        {
            files.Add((entry.Name, new HostFileContent(entry.Stat, result.Data.Slice(at, (int)entry.Stat.Size).ToArray())));
            at += (int)entry.Stat.Size;
        }

        return files;
    }

    public SysResult<int> ReadRange(int mountId, string path, long offset, Span<byte> buffer)
    {
        FileResult result = Call(mountId, new FileCall(FileOperation.ReadRange, path) { Offset = offset, Count = buffer.Length });
        if (result.Error != Errno.Success)
        {
            return result.Error;
        }

        result.Data.Span.CopyTo(buffer);
        return result.Data.Length;
    }

    public SysResult<int> WriteRange(int mountId, string path, long offset, ReadOnlySpan<byte> data)
    {
        FileResult result = Call(mountId, new FileCall(FileOperation.WriteRange, path) { Offset = offset, Data = data.ToArray() });
        return result.Error == Errno.Success ? (int)result.Count : result.Error;
    }

    public SysResult<FileStat> CreateFile(int mountId, string path, int mode) =>
        Stat(Call(mountId, new FileCall(FileOperation.CreateFile, path) { Mode = mode }));

    public SysResult<FileStat> CreateDirectory(int mountId, string path, int mode) =>
        Stat(Call(mountId, new FileCall(FileOperation.CreateDirectory, path) { Mode = mode }));

    public SysResult<FileStat> CreateSymlink(int mountId, string path, string target) =>
        Stat(Call(mountId, new FileCall(FileOperation.CreateSymlink, path) { Other = target }));

    public SysResult<Unit> Link(int mountId, string existing, string newPath) =>
        Done(Call(mountId, new FileCall(FileOperation.Link, existing) { Other = newPath }));

    public SysResult<Unit> RemoveFile(int mountId, string path) => Done(Call(mountId, new FileCall(FileOperation.RemoveFile, path)));

    public SysResult<Unit> RemoveDirectory(int mountId, string path) => Done(Call(mountId, new FileCall(FileOperation.RemoveDirectory, path)));

    public SysResult<Unit> Rename(int mountId, string from, string to) =>
        Done(Call(mountId, new FileCall(FileOperation.Rename, from) { Other = to }));

    public SysResult<Unit> Truncate(int mountId, string path, long length) =>
        Done(Call(mountId, new FileCall(FileOperation.Truncate, path) { Offset = length }));

    public SysResult<Unit> SetMode(int mountId, string path, int mode) =>
        Done(Call(mountId, new FileCall(FileOperation.SetMode, path) { Mode = mode }));

    public SysResult<Unit> SetTimes(int mountId, string path, Timespec atime, Timespec mtime) =>
        Done(Call(mountId, new FileCall(FileOperation.SetTimes, path) { Atime = atime, Mtime = mtime }));

    public void Dispose()
    {
        _broker.Dispose();
        _directory.Dispose();
    }

    private static SysResult<FileStat> Stat(FileResult result) => result.Error == Errno.Success ? result.Stat : result.Error;

    private static SysResult<Unit> Done(FileResult result) => result.Error == Errno.Success ? SysResult.Done : result.Error;

    private FileResult Call(int mountId, FileCall call) => _broker.Serve(mountId, call);
}
