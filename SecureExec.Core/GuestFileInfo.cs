using SecureExec.Abi;

namespace SecureExec;

/// <summary>A name in the virtual file system with its attributes.</summary>
public sealed record GuestFileInfo
{
    /// <summary>Absolute guest path. Names come from the guest.</summary>
    public required string Path { get; init; }

    /// <summary>Last component of the path.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required GuestFileKind Kind { get; init; }

    /// <summary>Bytes of a file's content.</summary>
    public required long Size { get; init; }

    /// <summary>The lower twelve mode bits.</summary>
    public required int Mode { get; init; }

    /// <summary>Owner.</summary>
    public required int Uid { get; init; }

    /// <summary>Group.</summary>
    public required int Gid { get; init; }

    /// <summary>Number of the inode.</summary>
    public required ulong Inode { get; init; }

    /// <summary>Names the inode has.</summary>
    public required ulong Links { get; init; }

    /// <summary>Last change of the content, UTC.</summary>
    public required DateTimeOffset Modified { get; init; }

    internal static GuestFileInfo From(string path, in FileStat stat) => new()
    {
        Path = path,
        Name = path[(path.LastIndexOf('/') + 1)..],
        Kind = stat.IsRegular ? GuestFileKind.File : stat.IsDirectory ? GuestFileKind.Directory : stat.IsSymlink ? GuestFileKind.SymbolicLink : GuestFileKind.Other,
        Size = stat.Size,
        Mode = (int)(stat.Mode & (uint)Abi.FileMode.PermissionMask),
        Uid = (int)stat.Uid,
        Gid = (int)stat.Gid,
        Inode = stat.Ino,
        Links = stat.Nlink,
        Modified = Time(stat.Mtime),
    };

    // A hostile worker may send any number.
    private static DateTimeOffset Time(Timespec time) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(time.Seconds, -62_135_596_800, 253_402_300_798)).AddTicks(time.Nanoseconds / 100);
}
