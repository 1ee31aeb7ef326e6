using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Permissions;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>Lists a directory of the VM with all beneath it, parents before children, names in order. Links are listed, never followed. A directory that vanishes meanwhile is left out.</summary>
internal sealed class TreeWalk
{
    private readonly RuntimeSession _session;
    private readonly TreeListOptions _options;
    private readonly GlobPattern[] _exclude;
    private readonly List<(string Path, FileStat Stat)> _entries = [];
    private string _root = "";
    private ulong _device;

    internal TreeWalk(RuntimeSession session, TreeListOptions options)
    {
        options.EnsureValid();
        _session = session;
        _options = options;
        _exclude = [.. options.Exclude.Select(pattern => new GlobPattern(pattern))];
    }

    /// <summary>All entries beneath a directory by absolute path.</summary>
    /// <exception cref="GuestFileException">The VM refused, or there are too many entries (ENOMEM).</exception>
    internal async Task<IReadOnlyList<(string Path, FileStat Stat)>> RunAsync(string path, CancellationToken cancellationToken)
    {
        _root = path == "/" ? "/" : path + "/";
        FileResult root = await _session.FileAsync(new FileCall(FileOperation.Stat, path), cancellationToken).ConfigureAwait(false);
        if (root.Error != Errno.Success) throw new GuestFileException(root.Error, "list", path);
        _device = root.Stat.Dev;
        await EnterAsync(path, depth: 1, cancellationToken).ConfigureAwait(false);
        return _entries;
    }

    private async Task EnterAsync(string directory, int depth, CancellationToken cancellationToken)
    {
        FileResult result = await _session.FileAsync(new FileCall(FileOperation.List, directory), cancellationToken).ConfigureAwait(false);
        if (depth > 1 && result.Error is Errno.ENOENT or Errno.ENOTDIR) return;
        if (result.Error != Errno.Success) throw new GuestFileException(result.Error, "list", directory);
        string prefix = directory == "/" ? "/" : directory + "/";
        foreach (HostDirectoryEntry entry in result.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            string path = prefix + entry.Name;
            if (!_options.CrossMounts && entry.Stat.Dev != _device) continue;
            if (_exclude.Any(pattern => pattern.IsMatch(path.AsSpan(_root.Length)))) continue;
            if (_entries.Count == _options.MaxEntries) throw new GuestFileException(Errno.ENOMEM, "list", path);
            _entries.Add((path, entry.Stat));
            if (entry.Stat.IsDirectory && depth < _options.MaxDepth) await EnterAsync(path, depth + 1, cancellationToken).ConfigureAwait(false);
        }
    }
}
