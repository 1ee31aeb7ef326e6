using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>Copies one tree in memory into a fork that nobody else sees yet. Precondition: the source's tree lock.</summary>
internal sealed class TmpFsFork(TmpFs fork)
{
    private readonly Dictionary<Inode, Inode> _made = new(ReferenceEqualityComparer.Instance);
    private long _names = 1;
    private long _linkBytes;

    /// <summary>Copies everything below the root. After ENOSPC all that was charged is given back.</summary>
    public Errno Run(TmpDirectory root)
    {
        var pending = new Stack<(TmpDirectory From, TmpDirectory To)>();
        pending.Push((root, fork.RootDirectory));
        while (pending.TryPop(out (TmpDirectory From, TmpDirectory To) next))
        {
            foreach ((string name, Inode inode) in next.From.Entries)
            {
                if (!fork.Inodes.TryCharge(1))
                {
                    return GiveUp();
                }

                _names++;
                if (inode is TmpDirectory directory)
                {
                    var made = new TmpDirectory(fork, directory, new DirectoryPlace(next.To, name));
                    next.To.AddForked(name, made);
                    pending.Push((directory, made));
                }
                else if (!TryCopy(inode, out Inode? copy))
                {
                    return GiveUp();
                }
                else
                {
                    next.To.AddForked(name, copy);
                }
            }
        }

        return Errno.Success;
    }

    // Names of one inode stay names of one inode.
    private bool TryCopy(Inode inode, out Inode copy)
    {
        if (!_made.TryGetValue(inode, out copy!))
        {
            Inode? made = inode switch
            {
                TmpFile file => file.Fork(fork) is { Ok: true } forked ? forked.Value : null,
                TmpSymlink link => CopyLink(link),
                TmpSpecial special => special.Fork(fork),
                _ => null,
            };
            if (made is null)
            {
                return false;
            }

            _made[inode] = copy = made;
        }

        (copy as TmpFile)?.CountForkedName();
        (copy as TmpSymlink)?.CountForkedName();
        (copy as TmpSpecial)?.CountForkedName();
        return true;
    }

    private TmpSymlink? CopyLink(TmpSymlink link)
    {
        if (!fork.Bytes.TryCharge(link.Charge))
        {
            return null;
        }

        _linkBytes += link.Charge;
        return new TmpSymlink(fork, link);
    }

    private Errno GiveUp()
    {
        foreach (Inode made in _made.Values)
        {
            (made as TmpFile)?.Discard();
        }

        fork.Bytes.Release(_linkBytes);
        fork.Inodes.Release(_names);
        return Errno.ENOSPC;
    }
}
