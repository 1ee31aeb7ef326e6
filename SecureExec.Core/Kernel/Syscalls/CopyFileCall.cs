using System.Buffers;
using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>libuv's <c>uv_fs_copyfile</c>: content and mode of a regular file. Both sides go through <c>open</c>, so both are judged as it judges.</summary>
internal readonly struct CopyFileCall(string source, string destination, CopyFileFlags flags) : ISyscall<Unit>
{
    private const int BufferSize = 64 * 1024;

    public static Syscall Number => Syscall.CopyFile;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (((int)flags & ~7) != 0)
        {
            return Errno.EINVAL;
        }

        if ((flags & CopyFileFlags.COPYFILE_FICLONE_FORCE) != 0)
        {
            return Errno.ENOSYS;
        }

        var openSource = new OpenCall(source, OpenFlags.O_RDONLY, 0);
        if (openSource.OpenDescription(kernel, caller).IsError(out FileDescription? from, out Errno errno))
        {
            return errno;
        }

        try
        {
            return CopyFrom(from, kernel, caller);
        }
        finally
        {
            from.Abandon();
        }
    }

    private SysResult<Unit> CopyFrom(FileDescription from, VirtualKernel kernel, Caller caller)
    {
        if (from.Stat().IsError(out FileStat stat, out Errno errno))
        {
            return errno;
        }

        if (!stat.IsRegular)
        {
            return stat.IsDirectory ? Errno.EISDIR : Errno.EINVAL;
        }

        OpenFlags openFlags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT |
            ((flags & CopyFileFlags.COPYFILE_EXCL) != 0 ? OpenFlags.O_EXCL : OpenFlags.O_RDONLY);
        var openTarget = new OpenCall(destination, openFlags, (int)stat.Mode & 0x1FF);
        if (openTarget.OpenDescription(kernel, caller).IsError(out FileDescription? to, out errno))
        {
            return errno;
        }

        try
        {
            // Copying a file onto itself leaves it as it is; truncating first would lose it.
            if (ReferenceEquals(from.Inode, to.Inode))
            {
                return SysResult.Done;
            }

            SysResult<Unit> copied = CopyMode(to, stat, kernel, caller);
            if (copied.Ok)
            {
                copied = CopyContent(from, to);
                kernel.Watches.Modified(to, caller);
            }

            if (!copied.Ok)
            {
                // As libuv does: half a copy is removed, if that is permitted.
                new UnlinkCall(destination).Execute(kernel, caller);
            }

            return copied;
        }
        finally
        {
            to.Abandon();
        }
    }

    // libuv sets the source's mode whatever the umask and the file before. EPERM on a file of somebody else's; where the policy
    // forbids chmod the mode stays as opening left it.
    private static SysResult<Unit> CopyMode(FileDescription to, in FileStat stat, VirtualKernel kernel, Caller caller)
    {
        var mode = (Abi.FileMode)stat.Mode & Abi.FileMode.PermissionMask;
        if (to.Inode is not Vfs.FileInode file || (file.Mode & Abi.FileMode.PermissionMask) == mode ||
            (!caller.IsHost && to.OpenedPath is { } path && !kernel.Policy.AllowsFs(Permissions.FsAccess.Chmod, path)))
        {
            return SysResult.Done;
        }

        SysResult<Unit> set = ChmodCall.Apply(file, mode, caller);
        if (set.Ok)
        {
            kernel.Watches.Changed(to, WatchEvents.IN_ATTRIB, caller);
        }

        return set;
    }

    private static SysResult<Unit> CopyContent(FileDescription from, FileDescription to)
    {
        if (to.Inode is Vfs.FileInode file && file.SetLength(0).IsError(out _, out Errno errno))
        {
            return errno;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long offset = 0;
            while (true)
            {
                if (from.Read(buffer, offset).IsError(out int count, out errno))
                {
                    return errno;
                }

                if (count == 0)
                {
                    return SysResult.Done;
                }

                if (WriteAll(to, buffer.AsSpan(0, count), offset) is var failed && failed != Errno.Success)
                {
                    return failed;
                }

                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Errno WriteAll(FileDescription to, ReadOnlySpan<byte> data, long offset)
    {
        bool isFile = to.Inode is Vfs.FileInode;
        while (!data.IsEmpty)
        {
            if (to.Write(data, isFile ? offset : -1).IsError(out int written, out Errno errno))
            {
                return errno;
            }

            data = data[written..];
            offset += written;
        }

        return Errno.Success;
    }
}
