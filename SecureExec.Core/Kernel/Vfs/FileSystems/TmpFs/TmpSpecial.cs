using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A name in the file system for what has no content there: a socket or a FIFO.</summary>
internal abstract class TmpSpecial : Inode, ITmpNamed
{
    private readonly TmpFs _fs;
    private int _names = 1;

    /// <summary>Makes it with one name; its inode is charged already.</summary>
    protected TmpSpecial(TmpFs fs, FileMode mode, int uid, int gid)
        : base(fs, fs.NextIno(), mode, uid, gid, fs.Now()) => _fs = fs;

    /// <summary>The same in a fork, as yet without a name.</summary>
    protected TmpSpecial(TmpFs fs, TmpSpecial source)
        : base(fs, source.Ino, source.Mode, source.Uid, source.Gid, source.Mtime)
    {
        _fs = fs;
        _names = 0;
        TakeAttributes(source);
    }

    /// <inheritdoc/>
    public override int LinkCount => Volatile.Read(ref _names);

    /// <inheritdoc/>
    public void AddName()
    {
        _names++;
        Ctime = _fs.Now();
    }

    /// <inheritdoc/>
    public void RemoveName() => _names--;

    /// <inheritdoc/>
    public void NoteRenamed() => Ctime = _fs.Now();

    /// <summary>A name in a fork that is being made.</summary>
    internal void CountForkedName() => _names++;

    /// <summary>The same name in a fork, where nobody has it open.</summary>
    internal abstract TmpSpecial Fork(TmpFs fork);
}
