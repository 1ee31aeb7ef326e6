using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>What the inodes of an overlay have in common. Precondition of all: the overlay's tree lock.</summary>
internal interface IOverlayNode
{
    /// <summary>The object in the upper file system; null while only a lower tree has it.</summary>
    Inode? Upper { get; }

    /// <summary>Makes an upper object with the same content and attributes, when there is none. ENOSPC, ESTALE when its name is gone.</summary>
    Errno CopyUp();

    /// <summary>A look-up found it here.</summary>
    void SeenAs(OverlayDirectory parent, string name);

    /// <summary>A rename took it here.</summary>
    void MovedTo(OverlayDirectory parent, string name);
}
