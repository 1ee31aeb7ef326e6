using System.Formats.Tar;
using SecureExec.Abi;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>
/// Reads a tar archive into a directory of the VM. The archive is hostile: names stay beneath the directory and do not pass through
/// links, links stay beneath it, devices and the like are refused, and what it brings is counted before it is written.
/// </summary>
internal sealed class TarImport(RuntimeSession session, string root, TarImportOptions options, long maxBytes)
{
    private const int ModeMask = 0x1FF;
    private const int DirectoryMode = 0x1ED;

    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly List<(string Path, TarEntry Entry)> _madeDirectories = [];
    private long _bytes;
    private int _entries;

    /// <summary>Imports all entries.</summary>
    /// <exception cref="TarImportException">The archive or an entry is refused.</exception>
    /// <exception cref="GuestFileException">The VM refuses, for example with ENOSPC.</exception>
    internal async Task<int> RunAsync(Stream archive, CancellationToken cancellationToken)
    {
        try
        {
            await using var guard = new TarGuard(archive);
            await using var reader = new TarReader(guard, leaveOpen: true);
            await MakeRootAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                if (entry.EntryType == TarEntryType.GlobalExtendedAttributes) continue;
                if (++_entries > options.MaxEntries) throw new TarImportException($"The archive has more than {options.MaxEntries} entries.");
                await EntryAsync(entry, cancellationToken).ConfigureAwait(false);
            }
            // Last, because what is put into a directory changes its time, and because it may not be writable any more.
            for (int i = _madeDirectories.Count - 1; i >= 0; i--) await AttributesAsync(_madeDirectories[i].Path, _madeDirectories[i].Entry, cancellationToken).ConfigureAwait(false);
            return _entries;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new TarImportException($"The archive is damaged: {exception.Message}", null, exception);
        }
    }

    private async Task EntryAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        string[] parts = Parts(entry.Name, entry.Name);
        string path = PathOf(parts);
        if (parts.Length == 0)
        {
            if (entry.EntryType != TarEntryType.Directory) throw new TarImportException("The directory itself can only be a directory.", entry.Name);
            return;
        }
        await EnsureDirectoryAsync(parts[..^1], entry.Name, cancellationToken).ConfigureAwait(false);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                await EnsureDirectoryAsync(parts, entry.Name, cancellationToken).ConfigureAwait(false);
                _madeDirectories.Add((path, entry));
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                await FileAsync(path, entry, cancellationToken).ConfigureAwait(false);
                break;
            case TarEntryType.SymbolicLink:
                CheckTarget(entry.LinkName, parts.Length - 1, entry.Name);
                await ReplaceAsync(path, cancellationToken).ConfigureAwait(false);
                await CallAsync(new FileCall(FileOperation.CreateSymlink, path) { Other = entry.LinkName }, "symlink", cancellationToken).ConfigureAwait(false);
                break;
            case TarEntryType.HardLink:
                await HardLinkAsync(path, entry, cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new TarImportException($"An entry of the kind {entry.EntryType} is not imported.", entry.Name);
        }
    }

    private async Task FileAsync(string path, TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > maxBytes - _bytes) throw new TarImportException($"The files of the archive have more than {maxBytes} bytes.", entry.Name);
        _bytes += entry.Length;
        await ReplaceAsync(path, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[(int)Math.Min(ProtocolLimits.ChunkBytes, entry.Length)];
        FileOperation operation = FileOperation.WriteFile;
        long left = entry.Length;
        do
        {
            int count = (int)Math.Min(buffer.Length, left);
            if (count > 0) await entry.DataStream!.ReadExactlyAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            await CallAsync(new FileCall(operation, path) { Data = buffer.AsMemory(0, count) }, "write", cancellationToken).ConfigureAwait(false);
            operation = FileOperation.AppendFile;
            left -= count;
        }
        while (left > 0);
        await AttributesAsync(path, entry, cancellationToken).ConfigureAwait(false);
    }

    private async Task HardLinkAsync(string path, TarEntry entry, CancellationToken cancellationToken)
    {
        string[] parts = Parts(entry.LinkName, entry.Name);
        await EnsureDirectoryAsync(parts.Length == 0 ? parts : parts[..^1], entry.Name, cancellationToken).ConfigureAwait(false);
        string existing = PathOf(parts);
        FileResult target = await session.FileAsync(new FileCall(FileOperation.LinkStat, existing), cancellationToken).ConfigureAwait(false);
        if (target.Error != Errno.Success || !target.Stat.IsRegular) throw new TarImportException($"A hard link leads to '{entry.LinkName}', which is no file of the archive.", entry.Name);
        if (existing == path) throw new TarImportException("A hard link leads to itself.", entry.Name);
        await ReplaceAsync(path, cancellationToken).ConfigureAwait(false);
        await CallAsync(new FileCall(FileOperation.Link, existing) { Other = path }, "link", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A file or link that is in the way makes room; a directory stays and the entry fails.</summary>
    private async Task ReplaceAsync(string path, CancellationToken cancellationToken)
    {
        FileResult there = await session.FileAsync(new FileCall(FileOperation.LinkStat, path), cancellationToken).ConfigureAwait(false);
        if (there.Error == Errno.ENOENT) return;
        if (there.Error != Errno.Success) throw new GuestFileException(there.Error, "stat", path);
        if (there.Stat.IsDirectory) throw new GuestFileException(Errno.EISDIR, "write", path);
        await CallAsync(new FileCall(FileOperation.Remove, path), "remove", cancellationToken).ConfigureAwait(false);
    }

    private async Task AttributesAsync(string path, TarEntry entry, CancellationToken cancellationToken)
    {
        await CallAsync(new FileCall(FileOperation.SetMode, path) { Mode = (int)entry.Mode & ModeMask }, "chmod", cancellationToken).ConfigureAwait(false);
        Timespec time = Timespec.From(entry.ModificationTime);
        await CallAsync(new FileCall(FileOperation.SetTimes, path) { Atime = time, Mtime = time }, "utimes", cancellationToken).ConfigureAwait(false);
    }

    private async Task MakeRootAsync(CancellationToken cancellationToken) =>
        await CallAsync(new FileCall(FileOperation.CreateDirectory, root) { Recursive = true, Mode = DirectoryMode }, "mkdir", cancellationToken).ConfigureAwait(false);

    /// <summary>Makes a directory with its parents beneath the root, none of which may be a link.</summary>
    private async Task EnsureDirectoryAsync(string[] parts, string entryName, CancellationToken cancellationToken)
    {
        string path = root == "/" ? "" : root;
        foreach (string part in parts)
        {
            path += "/" + part;
            if (_directories.Contains(path)) continue;
            FileResult there = await session.FileAsync(new FileCall(FileOperation.LinkStat, path), cancellationToken).ConfigureAwait(false);
            if (there.Error == Errno.ENOENT) await CallAsync(new FileCall(FileOperation.CreateDirectory, path) { Mode = DirectoryMode }, "mkdir", cancellationToken).ConfigureAwait(false);
            else if (there.Error != Errno.Success) throw new GuestFileException(there.Error, "stat", path);
            else if (there.Stat.IsSymlink) throw new TarImportException($"An entry leads through the link '{path}'.", entryName);
            else if (!there.Stat.IsDirectory) throw new GuestFileException(Errno.ENOTDIR, "mkdir", path);
            _directories.Add(path);
        }
    }

    /// <summary>A link's text may climb first and then descend, and no higher than the root: then no chain of such links leads out.</summary>
    private void CheckTarget(string target, int depth, string entryName)
    {
        if (target.Length == 0 || target.Contains('\0', StringComparison.Ordinal)) throw new TarImportException("A symbolic link has no target.", entryName);
        string relative = target;
        if (target[0] == '/')
        {
            string prefix = root == "/" ? "/" : root + "/";
            if (target != root && !target.StartsWith(prefix, StringComparison.Ordinal)) throw new TarImportException($"A symbolic link leads out, to '{target}'.", entryName);
            (relative, depth) = (target[Math.Min(prefix.Length, target.Length)..], 0);
        }
        bool descended = false;
        foreach (string part in relative.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") descended = true;
            else if (descended || --depth < 0) throw new TarImportException($"A symbolic link leads out, to '{target}'.", entryName);
        }
    }

    private static string[] Parts(string name, string entryName)
    {
        if (name.StartsWith('/')) throw new TarImportException("An entry has an absolute name.", entryName);
        if (name.Contains('\0', StringComparison.Ordinal)) throw new TarImportException("An entry's name holds a NUL character.", entryName);
        string[] parts = [.. name.Split('/').Where(part => part is not ("" or "."))];
        return Array.IndexOf(parts, "..") < 0 ? parts : throw new TarImportException("An entry's name leads out by '..'.", entryName);
    }

    private string PathOf(string[] parts) => parts.Length == 0 ? root : (root == "/" ? "" : root) + "/" + string.Join('/', parts);

    private async Task CallAsync(FileCall call, string operation, CancellationToken cancellationToken)
    {
        FileResult result = await session.FileAsync(call, cancellationToken).ConfigureAwait(false);
        if (result.Error != Errno.Success) throw new GuestFileException(result.Error, operation, call.Path);
    }
}
