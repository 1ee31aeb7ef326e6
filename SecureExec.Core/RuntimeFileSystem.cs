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

    /// <summary>As <see cref="RenameAsync"/>, also from one file system to another: then the tree is copied and removed, and a failure half-way leaves a part of the copy.</summary>
    public async Task MoveAsync(string path, string newPath, CancellationToken cancellationToken = default)
    {
        try
        {
            await RenameAsync(path, newPath, cancellationToken).ConfigureAwait(false);
        }
        catch (GuestFileException exception) when (exception.Errno == (int)Errno.EXDEV)
        {
            await CopyAsync(path, newPath, recursive: true, cancellationToken).ConfigureAwait(false);
            await RemoveAsync(path, recursive: true, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies a file, a link (as a link) or, with <paramref name="recursive"/>, a directory with all beneath, to exactly <paramref name="newPath"/>. Files that are there are replaced, directories are merged. EISDIR for a directory without <paramref name="recursive"/>, EINVAL into itself.</summary>
    public async Task CopyAsync(string path, string newPath, bool recursive = false, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        newPath = GuestPaths.Check(newPath, nameof(newPath));
        await CallAsync(new FileCall(FileOperation.Copy, path) { Other = newPath, Recursive = recursive }, "copy", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets the mode's lower nine bits.</summary>
    public async Task SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        await CallAsync(new FileCall(FileOperation.SetMode, path) { Mode = (int)mode & 0x1FF }, "chmod", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a symbolic link whose text is <paramref name="target"/>, stored as it is.</summary>
    public async Task CreateSymbolicLinkAsync(string path, string target, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        ArgumentException.ThrowIfNullOrEmpty(target);
        await CallAsync(new FileCall(FileOperation.CreateSymlink, path) { Other = target }, "symlink", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The text of a symbolic link. EINVAL for what is none.</summary>
    public async Task<string> ReadLinkAsync(string path, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        return (await CallAsync(new FileCall(FileOperation.ReadLink, path), "readlink", cancellationToken).ConfigureAwait(false)).Text;
    }

    /// <summary>All that lies beneath a directory, parents before children, names in order; links are listed, not followed.</summary>
    public async Task<IReadOnlyList<GuestFileInfo>> ListRecursiveAsync(string path, TreeListOptions? options = null, CancellationToken cancellationToken = default)
    {
        path = GuestPaths.Check(path, nameof(path));
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<(string Path, FileStat Stat)> entries = await new TreeWalk(session, options ?? new TreeListOptions()).RunAsync(path, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => GuestFileInfo.From(entry.Path, entry.Stat))];
    }

    /// <summary>Reads several files. One that fails is told in its item and does not hinder the others.</summary>
    /// <param name="paths">Absolute guest paths.</param>
    /// <param name="maxBytes">Bytes of one file at most (EFBIG).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<FileBatchItem>> ReadFilesAsync(IEnumerable<string> paths, int maxBytes = 256 * 1024 * 1024, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        string[] valid = [.. paths.Select(path => GuestPaths.Check(path, nameof(paths)))];
        var items = new List<FileBatchItem>();
        foreach (string path in valid)
        {
            try
            {
                items.Add(new FileBatchItem(path, await ReadFileAsync(path, maxBytes, cancellationToken).ConfigureAwait(false)));
            }
            catch (GuestFileException exception)
            {
                items.Add(new FileBatchItem(path, ReadOnlyMemory<byte>.Empty, exception));
            }
        }
        return items;
    }

    /// <summary>Writes several files, in the order given, making missing parents. One that fails is told in its item and does not hinder the others.</summary>
    public async Task<IReadOnlyList<FileBatchItem>> WriteFilesAsync(IEnumerable<KeyValuePair<string, SeedContent>> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        KeyValuePair<string, SeedContent>[] valid = [.. files.Select(file => KeyValuePair.Create(GuestPaths.Check(file.Key, nameof(files)), file.Value ?? throw new ArgumentException($"{nameof(files)} has no content for {file.Key}.", nameof(files))))];
        var items = new List<FileBatchItem>();
        foreach ((string path, SeedContent content) in valid)
        {
            try
            {
                await WriteFileAsync(path, content.Bytes, cancellationToken).ConfigureAwait(false);
                items.Add(new FileBatchItem(path, ReadOnlyMemory<byte>.Empty));
            }
            catch (GuestFileException exception)
            {
                items.Add(new FileBatchItem(path, ReadOnlyMemory<byte>.Empty, exception));
            }
        }
        return items;
    }

    /// <summary>
    /// Writes all beneath a directory to a stream as a tar archive (POSIX pax), names relative to the directory: files, directories, symbolic and hard
    /// links with mode, owner and time. Devices and other file systems mounted beneath are left out. Each file is as it was when it was reached; one
    /// that shrinks while it is read fails the export with an <see cref="IOException"/>.
    /// </summary>
    /// <param name="archive">Written and left open.</param>
    /// <param name="path">The directory.</param>
    /// <param name="options">What to leave out; <see cref="TreeListOptions.CrossMounts"/> does not count.</param>
    /// <param name="cancellationToken">Stops; the archive is then incomplete.</param>
    public async Task ExportAsync(Stream archive, string path = "/", TreeListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        path = GuestPaths.Check(path, nameof(path));
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        await new TarExport(session).WriteAsync(archive, path, (options ?? new TreeListOptions()) with { CrossMounts = false }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads a tar archive (ustar, pax, GNU; not compressed) into a directory, which is made when it is missing. Files and links that are there are replaced.
    /// The archive need not be trusted: absolute names, <c>..</c>, entries that lead through links, links that lead out of the directory, devices, pipes and
    /// archives beyond the options' sizes are refused. Modes (without set-id bits) and times are kept; all belongs to the VM's default user.
    /// </summary>
    /// <param name="archive">Read to its end mark and left open.</param>
    /// <param name="path">The directory.</param>
    /// <param name="options">How much the archive may bring.</param>
    /// <param name="cancellationToken">Stops; what was imported so far stays.</param>
    /// <returns>Entries imported.</returns>
    /// <exception cref="TarImportException">The archive or one of its entries is refused; what came before it has been imported.</exception>
    public async Task<int> ImportAsync(Stream archive, string path = "/", TarImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        path = GuestPaths.Check(path, nameof(path));
        options ??= new TarImportOptions();
        options.EnsureValid();
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        return await new TarImport(session, path, options, options.MaxBytes ?? session.Limits.MaxFilesystemBytes).RunAsync(archive, cancellationToken).ConfigureAwait(false);
    }

    private static FileResult Check(FileResult result, string operation, string path) =>
        result.Error == Errno.Success ? result : throw new GuestFileException(result.Error, operation, path);

    private async Task<FileResult> CallAsync(FileCall call, string operation, CancellationToken cancellationToken)
    {
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        return Check(await session.FileAsync(call, cancellationToken).ConfigureAwait(false), operation, call.Path);
    }
}
