using System.Text;
using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>A symbolic link in memory.</summary>
internal sealed class TmpSymlink : SymlinkInode, ITmpNamed
{
    // As in Linux short targets live in the inode and long ones take a page.
    private const int InlineBytes = 128;
    private const int PageSize = 4096;

    private readonly TmpFs _fs;
    private readonly string _target;
    private readonly int _size;
    private int _names = 1;

    /// <summary>Makes a link with one name.</summary>
    public TmpSymlink(TmpFs fs, string target, int uid, int gid)
        : base(fs, fs.NextIno(), uid, gid, fs.Now())
    {
        _fs = fs;
        _target = target;
        _size = Encoding.UTF8.GetByteCount(target);
    }

    /// <summary>The same link in a fork; its charge is the caller's business.</summary>
    internal TmpSymlink(TmpFs fs, TmpSymlink source)
        : base(fs, source.Ino, source.Uid, source.Gid, source.Mtime)
    {
        _fs = fs;
        _target = source._target;
        _size = source._size;
        _names = 0;
        TakeAttributes(source);
    }

    /// <summary>Bytes to charge for it.</summary>
    public long Charge => _size > InlineBytes ? PageSize : 0;

    /// <inheritdoc/>
    public override long Size => _size;

    /// <inheritdoc/>
    public override long Blocks => Charge / 512;

    /// <inheritdoc/>
    public override int LinkCount => Volatile.Read(ref _names);

    /// <inheritdoc/>
    public override SysResult<string> ReadTarget(Caller caller) => _target;

    /// <inheritdoc/>
    public void AddName()
    {
        _names++;
        Ctime = _fs.Now();
    }

    /// <inheritdoc/>
    public void RemoveName()
    {
        if (--_names == 0)
        {
            _fs.Bytes.Release(Charge);
        }
    }

    /// <summary>A name in a fork that is being made.</summary>
    internal void CountForkedName() => _names++;

    /// <inheritdoc/>
    public void NoteRenamed() => Ctime = _fs.Now();
}
