using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The host's operations on the VM's file system. May block on the broker.</summary>
internal static class HostFileRequests
{
    internal static FileResult Serve(HostFiles files, FileCall call) => call.Operation switch
    {
        FileOperation.Stat => Stat(files.Stat(call.Path, followSymlinks: true)),
        FileOperation.LinkStat => Stat(files.Stat(call.Path, followSymlinks: false)),
        FileOperation.List => List(files, call.Path),
        FileOperation.ReadRange => ReadRange(files, call),
        FileOperation.WriteFile => Done(files.WriteFile(call.Path, call.Data.Span)),
        FileOperation.AppendFile => Done(files.AppendFile(call.Path, call.Data.Span)),
        FileOperation.CreateDirectory => Done(files.Mkdir(call.Path, call.Recursive, call.Mode)),
        FileOperation.CreateSymlink => Done(files.Symlink(call.Other, call.Path)),
        FileOperation.Remove => Done(files.Remove(call.Path, call.Recursive)),
        FileOperation.Rename => Done(files.Rename(call.Path, call.Other)),
        FileOperation.Link => Done(files.Link(call.Path, call.Other)),
        FileOperation.Copy => Done(HostTreeCopy.Copy(files, call.Path, call.Other, call.Recursive)),
        FileOperation.SetMode => Done(files.Chmod(call.Path, call.Mode)),
        FileOperation.SetTimes => Done(files.SetTimes(call.Path, Seconds(call.Atime), Seconds(call.Mtime))),
        FileOperation.ReadLink => files.ReadLink(call.Path).IsError(out string? target, out Errno error) ? new FileResult(error) : FileResult.Done with { Text = target },
        _ => new FileResult(Errno.ENOSYS),
    };

    private static FileResult List(HostFiles files, string path)
    {
        if (files.List(path).IsError(out IReadOnlyList<DirectoryEntry>? names, out Errno error)) return new FileResult(error);
        string prefix = path.EndsWith('/') ? path : path + "/";
        var entries = new List<HostDirectoryEntry>(names.Count);
        long bytes = 0;
        foreach (DirectoryEntry name in names)
        {
            // What one message cannot carry is told as what the kernel says of too long a listing.
            bytes += FileStatCodec.Bytes + sizeof(int) + System.Text.Encoding.UTF8.GetByteCount(name.Name);
            if (bytes > ProtocolLimits.MaxTextBytes) return new FileResult(Errno.ENOMEM);
            // A name that is gone meanwhile is left out.
            if (files.Stat(prefix + name.Name, followSymlinks: false) is { Ok: true } stat) entries.Add(new HostDirectoryEntry(name.Name, stat.Value));
        }
        return FileResult.Done with { Entries = entries };
    }

    private static FileResult ReadRange(HostFiles files, FileCall call)
    {
        var buffer = new byte[(int)Math.Clamp(call.Count, 0, ProtocolLimits.ChunkBytes)];
        return files.ReadRange(call.Path, call.Offset, buffer).IsError(out int read, out Errno error)
            ? new FileResult(error)
            : FileResult.Done with { Data = buffer.AsMemory(0, read) };
    }

    private static double Seconds(Timespec time) => time.Seconds + (time.Nanoseconds / 1e9);

    private static FileResult Stat(SysResult<FileStat> result) =>
        result.IsError(out FileStat stat, out Errno error) ? new FileResult(error) : FileResult.Done with { Stat = stat };

    private static FileResult Done(SysResult<Unit> result) => result.Ok ? FileResult.Done : new FileResult(result.Error);
}
