namespace SecureExec.Kernel.Vfs;

/// <summary>
/// What is kept of host directories, bounded in bytes of content and in names; what was not used for longest goes first. One cache serves
/// all mounts of a kernel, and one lock guards the names of all of them. The cache's own lock is a leaf: nothing else is taken while it is held.
/// </summary>
internal sealed class HostCache
{
    private readonly Lock _lock = new();
    private readonly LinkedList<HostFile> _files = new();
    private readonly LinkedList<HostDirectory> _directories = new();
    private readonly Dictionary<HostFile, (LinkedListNode<HostFile> Node, int Bytes)> _fileNodes = [];
    private readonly Dictionary<HostDirectory, (LinkedListNode<HostDirectory> Node, int Names)> _directoryNodes = [];
    private readonly long _maxBytes;
    private readonly int _maxEntries;
    private long _bytes;
    private int _entries;

    /// <summary>Makes an empty cache.</summary>
    public HostCache(long maxBytes, int maxEntries)
    {
        _maxBytes = maxBytes;
        _maxEntries = maxEntries;
    }

    /// <summary>Guards names and places of all host mounts.</summary>
    public Lock TreeLock { get; } = new();

    /// <summary>Bytes of content held.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Names held.</summary>
    public int Entries => Volatile.Read(ref _entries);

    /// <summary>The longest content worth keeping: a quarter of the cache, so that no single file empties it.</summary>
    public long LargestContent => _maxBytes / 4;

    /// <summary>A file holds content of that many bytes (zero: none any more). Files that must let go of theirs are told.</summary>
    public void SetContent(HostFile file, int bytes)
    {
        List<HostFile>? evicted = null;
        lock (_lock)
        {
            if (_fileNodes.Remove(file, out (LinkedListNode<HostFile> Node, int Bytes) known))
            {
                _files.Remove(known.Node);
                _bytes -= known.Bytes;
            }

            if (bytes > 0)
            {
                _fileNodes.Add(file, (_files.AddLast(file), bytes));
                _bytes += bytes;
                while (_bytes > _maxBytes && _files.First is { } oldest)
                {
                    _bytes -= _fileNodes[oldest.Value].Bytes;
                    _fileNodes.Remove(oldest.Value);
                    _files.RemoveFirst();
                    (evicted ??= []).Add(oldest.Value);
                }
            }
        }

        evicted?.ForEach(f => f.ForgetContent());
    }

    /// <summary>A directory holds that many names (zero: none any more). Directories that must let go of theirs are told. Precondition: tree lock.</summary>
    public void SetNames(HostDirectory directory, int names)
    {
        List<HostDirectory>? evicted = null;
        lock (_lock)
        {
            if (_directoryNodes.Remove(directory, out (LinkedListNode<HostDirectory> Node, int Names) known))
            {
                _directories.Remove(known.Node);
                _entries -= known.Names;
            }

            if (names > 0)
            {
                _directoryNodes.Add(directory, (_directories.AddLast(directory), names));
                _entries += names;
                while (_entries > _maxEntries && _directories.First is { } oldest && !ReferenceEquals(oldest.Value, directory))
                {
                    _entries -= _directoryNodes[oldest.Value].Names;
                    _directoryNodes.Remove(oldest.Value);
                    _directories.RemoveFirst();
                    (evicted ??= []).Add(oldest.Value);
                }
            }
        }

        evicted?.ForEach(d => d.ForgetNames());
    }
}
