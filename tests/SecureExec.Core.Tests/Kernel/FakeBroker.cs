using SecureExec.Abi;
using SecureExec.Kernel;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>A host with one directory tree in memory, which counts what it is asked and can be changed behind the kernel's back.</summary>
internal sealed class FakeBroker : IBroker
{
    private readonly Lock _lock = new();
    private const long MaxLength = 16 * 1024 * 1024;
    private ulong _lastIno = 1;
    private long _clock = 1;

    public FakeNode Root { get; } = new(1, FileMode.S_IFDIR | (FileMode)0x1ED);

    public List<string> Asked { get; } = [];

    public int Count(string call) => Asked.Count(a => a.StartsWith(call + " ", StringComparison.Ordinal));

    public FakeNode Put(string path, byte[] data)
    {
        FakeNode at = Root;
        string[] parts = path.Split('/');
        foreach (string part in parts[..^1])
        {
            at = at.Children.TryGetValue(part, out FakeNode? known) ? known : at.Children[part] = New(FileMode.S_IFDIR | (FileMode)0x1ED);
        }

        FakeNode file = at.Children.GetValueOrDefault(parts[^1]) ?? (at.Children[parts[^1]] = New(FileMode.S_IFREG | (FileMode)0x1A4));
        file.Data = data;
        file.Mtime = new Timespec(++_clock, 0);
        return file;
    }

    public void PutLink(string path, string target)
    {
        Find(path[..Math.Max(path.LastIndexOf('/'), 0)]).Value.Children[path[(path.LastIndexOf('/') + 1)..]] =
            new FakeNode(++_lastIno, FileMode.S_IFLNK | (FileMode)0x1FF) { Target = target };
    }

    public SysResult<FileStat> Stat(int mountId, string path)
    {
        Note("stat", path);
        return Find(path).IsError(out FakeNode? node, out Errno errno) ? errno : node.Stat;
    }

    public SysResult<string> ReadLink(int mountId, string path)
    {
        Note("readlink", path);
        return Find(path).IsError(out FakeNode? node, out Errno errno) ? errno : node.Target;
    }

    public SysResult<IReadOnlyList<HostDirectoryEntry>> ReadDirectory(int mountId, string path, int maxEntries)
    {
        Note("readdir", path);
        if (Find(path).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        if (!node.IsDirectory || node.Children.Count > maxEntries)
        {
            return node.IsDirectory ? Errno.ENOMEM : Errno.ENOTDIR;
        }

        return SysResult.From<IReadOnlyList<HostDirectoryEntry>>([.. node.Children.Select(c => new HostDirectoryEntry(c.Key, c.Value.Stat))]);
    }

    public SysResult<HostFileContent> ReadFile(int mountId, string path, long maxBytes)
    {
        Note("readfile", path);
        if (Find(path).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        return node.Data.Length > maxBytes ? Errno.EFBIG : new HostFileContent(node.Stat, [.. node.Data]);
    }

    public SysResult<IReadOnlyList<(string Name, HostFileContent Content)>> ReadFiles(int mountId, string directory, IReadOnlyList<string> names, long maxBytes)
    {
        Note("readfiles", directory);
        if (Find(directory).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        return SysResult.From<IReadOnlyList<(string Name, HostFileContent Content)>>([.. names.Where(node.Children.ContainsKey).Select(name => (name, new HostFileContent(node.Children[name].Stat, [.. node.Children[name].Data])))]);
    }

    public SysResult<int> ReadRange(int mountId, string path, long offset, Span<byte> buffer)
    {
        Note("readrange", path);
        if (Find(path).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        int count = (int)Math.Clamp(node.Data.Length - offset, 0, buffer.Length);
        node.Data.AsSpan((int)Math.Min(offset, node.Data.Length), count).CopyTo(buffer);
        return count;
    }

    public SysResult<int> WriteRange(int mountId, string path, long offset, ReadOnlySpan<byte> data)
    {
        Note("write", path);
        if (Find(path).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        if (offset + data.Length > MaxLength)
        {
            return Errno.EFBIG;
        }

        byte[] content = node.Data;
        if (content.Length < offset + data.Length)
        {
            Array.Resize(ref content, (int)offset + data.Length);
        }

        data.CopyTo(content.AsSpan((int)offset));
        node.Data = content;
        Touch(node);
        return data.Length;
    }

    public SysResult<FileStat> CreateFile(int mountId, string path, int mode) => Create(path, () => New(FileMode.S_IFREG | (FileMode)mode));

    public SysResult<FileStat> CreateDirectory(int mountId, string path, int mode) => Create(path, () => New(FileMode.S_IFDIR | (FileMode)mode));

    public SysResult<FileStat> CreateSymlink(int mountId, string path, string target) =>
        Create(path, () => new FakeNode(++_lastIno, FileMode.S_IFLNK | (FileMode)0x1FF) { Target = target });

    public SysResult<Unit> Link(int mountId, string existing, string newPath)
    {
        if (Find(existing).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        node.Links++;
        return Create(newPath, () => node).IsError(out _, out errno) ? errno : SysResult.Done;
    }

    public SysResult<Unit> RemoveFile(int mountId, string path) => Remove(path, directory: false);

    public SysResult<Unit> RemoveDirectory(int mountId, string path) => Remove(path, directory: true);

    public SysResult<Unit> Rename(int mountId, string from, string to)
    {
        Note("rename", from);
        if (Find(from).IsError(out FakeNode? node, out Errno errno) || Parent(to).IsError(out FakeNode? target, out errno))
        {
            return errno;
        }

        if (target.Children.TryGetValue(NameOf(to), out FakeNode? old))
        {
            if (old.IsDirectory && old.Children.Count > 0)
            {
                return Errno.ENOTEMPTY;
            }

            if (ReferenceEquals(old, node))
            {
                return SysResult.Done;
            }
        }

        Parent(from).Value.Children.Remove(NameOf(from));
        target.Children[NameOf(to)] = node;
        return SysResult.Done;
    }

    public SysResult<Unit> Truncate(int mountId, string path, long length) => length > MaxLength ? Errno.EFBIG : Change(path, node =>
    {
        byte[] content = node.Data;
        Array.Resize(ref content, (int)length);
        node.Data = content;
        Touch(node);
    });

    public SysResult<Unit> SetMode(int mountId, string path, int mode) =>
        Change(path, node => node.Mode = (node.Mode & FileMode.S_IFMT) | (FileMode)mode);

    public SysResult<Unit> SetTimes(int mountId, string path, Timespec atime, Timespec mtime) => Change(path, node =>
    {
        node.Atime = atime;
        node.Mtime = mtime;
    });

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private void Touch(FakeNode node) => node.Mtime = new Timespec(++_clock, 0);

    private FakeNode New(FileMode mode) => new(++_lastIno, mode) { Mtime = new Timespec(++_clock, 0) };

    private void Note(string call, string path)
    {
        lock (_lock)
        {
            Asked.Add($"{call} {path}");
        }
    }

    private SysResult<FakeNode> Find(string path)
    {
        FakeNode at = Root;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!at.IsDirectory || !at.Children.TryGetValue(part, out FakeNode? next))
            {
                return at.IsDirectory ? Errno.ENOENT : Errno.ENOTDIR;
            }

            at = next;
        }

        return at;
    }

    private SysResult<FakeNode> Parent(string path) => Find(path[..Math.Max(path.LastIndexOf('/'), 0)]);

    private SysResult<FileStat> Create(string path, Func<FakeNode> make)
    {
        Note("create", path);
        if (Parent(path).IsError(out FakeNode? parent, out Errno errno))
        {
            return errno;
        }

        if (parent.Children.ContainsKey(NameOf(path)))
        {
            return Errno.EEXIST;
        }

        Touch(parent);
        return (parent.Children[NameOf(path)] = make()).Stat;
    }

    private SysResult<Unit> Remove(string path, bool directory)
    {
        Note("remove", path);
        if (Find(path).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        if (node.IsDirectory != directory || node.Children.Count > 0)
        {
            return node.IsDirectory ? directory ? Errno.ENOTEMPTY : Errno.EISDIR : Errno.ENOTDIR;
        }

        node.Links--;
        Parent(path).Value.Children.Remove(NameOf(path));
        return SysResult.Done;
    }

    private SysResult<Unit> Change(string path, Action<FakeNode> change)
    {
        if (Find(path).IsError(out FakeNode? node, out Errno errno))
        {
            return errno;
        }

        change(node);
        return SysResult.Done;
    }
}
