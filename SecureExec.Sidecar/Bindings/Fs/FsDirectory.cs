using SecureExec.Abi;

namespace SecureExec.Sidecar.Bindings;

/// <summary>An open directory: the entries it had when it was opened and how far they have been read.</summary>
internal sealed class FsDirectory(IReadOnlyList<DirectoryEntry> entries)
{
    private int _next;

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>At most <paramref name="count"/> entries that were not given yet; none at the end.</summary>
    public DirectoryEntry[] Next(int count)
    {
        var portion = new DirectoryEntry[Math.Min(count, entries.Count - _next)];
        for (var i = 0; i < portion.Length; i++)
            portion[i] = entries[_next++];
        return portion;
    }

    /// <summary>False when it was closed before.</summary>
    public bool Close()
    {
        var first = !IsClosed;
        IsClosed = true;
        return first;
    }
}
