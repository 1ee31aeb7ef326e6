namespace SecureExec.Abi;

/// <summary>Sizes that Linux fixes in its interface and programs rely on.</summary>
internal static class AbiLimits
{
    /// <summary>Bytes of a path, its end marker included (<c>PATH_MAX</c>).</summary>
    public const int PathMax = 4096;

    /// <summary>Bytes of one path component (<c>NAME_MAX</c>).</summary>
    public const int NameMax = 255;

    /// <summary>Symbolic links that one path walk follows before ELOOP.</summary>
    public const int SymlinkDepth = 40;

    /// <summary>Names that one inode may have (<c>LINK_MAX</c> of tmpfs-like file systems).</summary>
    public const int LinkMax = 65_000;
}
