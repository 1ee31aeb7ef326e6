using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>What files, links and special files of a host mount have in common: a place, and attributes that come with the directory's listing.</summary>
internal sealed class HostNode
{
    private readonly HostFs _fs;
    private volatile DirectoryPlace? _place;
    private long _timestamp;

    /// <summary>Makes the state of a node just learnt.</summary>
    public HostNode(HostFs fs, DirectoryPlace place)
    {
        _fs = fs;
        _place = place;
        _timestamp = fs.Timestamp();
    }

    /// <summary>Path on the host side, or null when the name is gone.</summary>
    public string? Path => _place is { } place ? ((HostDirectory)place.Parent).PathOf(place.Name) : null;

    /// <summary>The directory that holds the name, or null when it is gone.</summary>
    public HostDirectory? Directory => _place?.Parent as HostDirectory;

    /// <summary>The last component of the path, or null when it is gone.</summary>
    public string? Name => _place?.Name;

    /// <summary>The name has changed or, with null, is gone.</summary>
    public void Place(DirectoryPlace? place) => _place = place;

    /// <summary>Attributes were just learnt.</summary>
    public void NoteFresh(long timestamp) => Volatile.Write(ref _timestamp, timestamp);

    /// <summary>Learns the attributes of <paramref name="self"/> anew, with those of the whole directory, when they are no longer believed.</summary>
    public void Refresh(Inode self)
    {
        if (!_fs.IsFresh(Volatile.Read(ref _timestamp)) && _place is { } place)
        {
            ((HostDirectory)place.Parent).RefreshChild(place.Name, self);
        }
    }

    /// <summary>A host mode as the guest sees it: no set-id bits.</summary>
    public static FileMode GuestMode(in FileStat stat) => (FileMode)stat.Mode & (FileMode.S_IFMT | (FileMode)0x3FF);
}
