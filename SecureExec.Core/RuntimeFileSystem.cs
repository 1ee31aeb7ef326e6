using System.Text;
using SecureExec.Abi;
using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec;

/// <summary>
/// The file system of a runtime's VM, as the host sees it: as root and not subject to the guest's policy, except that content of
/// host mounts stays under it. Paths are absolute guest paths; symbolic links are followed inside the VM. Thread-safe.
/// Every method throws <see cref="GuestFileException"/> with an errno when the VM refuses and <see cref="WorkerCrashedException"/> when the worker dies meanwhile.
/// </summary>
public sealed class RuntimeFileSystem
{
    private readonly NodeRuntime _runtime;

    internal RuntimeFileSystem(NodeRuntime runtime) => _runtime = runtime;

    /// <summary>Reads a whole file of at most <paramref name="maxBytes"/> (EFBIG).</summary>
    public async Task<byte[]> ReadFileAsync(string path, int maxBytes = 256 * 1024 * 1024, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        using var content = new MemoryStream();
        while (true)
        {
            var call = new FileCall(FileOperation.ReadRange, path) { Offset = content.Length, Count = ProtocolLimits.ChunkBytes };
            FileResult piece = Check(await session.FileAsync(call, cancellationToken).ConfigureAwait(false), "read", path);
            if (piece.Data.IsEmpty) return content.ToArray();
            if (content.Length + piece.Data.Length > maxBytes) throw new GuestFileException(Errno.EFBIG, "read", path);
            content.Write(piece.Data.Span);
        }
    }

    /// <summary>Reads a whole file as UTF-8 text; invalid bytes become U+FFFD.</summary>
    public async Task<string> ReadTextAsync(string path, int maxBytes = 256 * 1024 * 1024, CancellationToken cancellationToken = default) =>
        Encoding.UTF8.GetString(await ReadFileAsync(path, maxBytes, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes a file, replacing its content; missing parents are made.</summary>
    public async Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        await session.WriteFileAsync(path, content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a text as UTF-8, replacing the file's content; missing parents are made.</summary>
    public Task WriteTextAsync(string path, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return WriteFileAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    /// <summary>The entries of a directory with their attributes, links not followed, in the order of their names.</summary>
    public async Task<IReadOnlyList<GuestFileInfo>> ListAsync(string path, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        FileResult result = await CallAsync(new FileCall(FileOperation.List, path), "list", cancellationToken).ConfigureAwait(false);
        string prefix = path == "/" ? "/" : path + "/";
        return [.. result.Entries.Select(entry => GuestFileInfo.From(prefix + entry.Name, entry.Stat)).OrderBy(info => info.Name, StringComparer.Ordinal)];
    }

    /// <summary>The attributes of a file, directory or link.</summary>
    /// <param name="path">Absolute guest path.</param>
    /// <param name="followLinks">Whether a link is told, or what it leads to.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<GuestFileInfo> StatAsync(string path, bool followLinks = true, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        FileResult result = await CallAsync(new FileCall(followLinks ? FileOperation.Stat : FileOperation.LinkStat, path), "stat", cancellationToken).ConfigureAwait(false);
        return GuestFileInfo.From(path, result.Stat);
    }

    /// <summary>Whether the path leads to something.</summary>
    public async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        FileResult result = await session.FileAsync(new FileCall(FileOperation.Stat, path), cancellationToken).ConfigureAwait(false);
        if (result.Error is Errno.ENOENT or Errno.ENOTDIR) return false;
        Check(result, "stat", path);
        return true;
    }

    /// <summary>Makes a directory and its parents; one that exists is no error.</summary>
    public async Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        await CallAsync(new FileCall(FileOperation.CreateDirectory, path) { Recursive = true, Mode = 0x1ED }, "mkdir", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a file, a link or an empty directory; with <paramref name="recursive"/> also what a directory holds.</summary>
    public async Task RemoveAsync(string path, bool recursive = false, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        await CallAsync(new FileCall(FileOperation.Remove, path) { Recursive = recursive }, "remove", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a file or directory another path, replacing what POSIX replaces.</summary>
    public async Task RenameAsync(string path, string newPath, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        newPath = GuestPaths.Check(newPath, nameof(newPath));
        await CallAsync(new FileCall(FileOperation.Rename, path) { Other = newPath }, "rename", cancellationToken).ConfigureAwait(false);
    }

    private static FileResult Check(FileResult result, string operation, string path) =>
        result.Error == Errno.Success ? result : throw new GuestFileException(result.Error, operation, path);

    private async Task<FileResult> CallAsync(FileCall call, string operation, CancellationToken cancellationToken)
    {
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        return Check(await session.FileAsync(call, cancellationToken).ConfigureAwait(false), operation, call.Path);
    }
}
