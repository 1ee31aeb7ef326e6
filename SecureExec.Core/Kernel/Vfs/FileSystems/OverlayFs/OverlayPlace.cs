using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>The name under which a file or link of an overlay was last found: where its copy goes.</summary>
internal readonly record struct OverlayPlace(OverlayDirectory Parent, string Name)
{
    /// <summary>The upper directory that takes the copy, made when there was none. Precondition: tree lock. ESTALE when the name leads elsewhere now, ENOSPC.</summary>
    public SysResult<TmpDirectory> CopyUpDirectory(Inode inode)
    {
        if (!ReferenceEquals(Parent.Find(Name), inode))
        {
            return Errno.ESTALE;
        }

        Errno errno = Parent.CopyUp();
        return errno != Errno.Success ? errno : Parent.Upper!;
    }
}
