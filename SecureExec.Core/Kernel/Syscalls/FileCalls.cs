using SecureExec.Abi;
using SecureExec.Kernel.Terminals;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary><c>open(2)</c>: the lowest free descriptor. A FIFO waits for its other side unless <paramref name="wait"/> is false: then <see cref="PollOpenCall"/> tells when it is there.</summary>
internal readonly struct OpenCall(string path, OpenFlags flags, int mode, bool wait = true) : ISyscall<int>
{
    public static Syscall Number => Syscall.Open;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (OpenDescription(kernel, caller).IsError(out FileDescription? description, out Errno errno))
        {
            return errno;
        }

        if (description is FifoEnd fifo && (errno = Join(fifo, kernel, caller)) != Errno.Success)
        {
            fifo.Abandon();
            return errno;
        }

        return caller.Fds.Add(description);
    }

    private Errno Join(FifoEnd fifo, VirtualKernel kernel, Caller caller)
    {
        Errno errno = fifo.Join(kernel.Net.Pipes, kernel.Config.TimeProvider);
        return errno == Errno.Success && wait && caller.Thread is { } thread ? thread.Wait(fifo.NotifyOpened, fifo.CancelNotify, Timeout.Infinite) : errno;
    }

    /// <summary>All of the call but the descriptor.</summary>
    public SysResult<FileDescription> OpenDescription(VirtualKernel kernel, Caller caller)
    {
        if ((flags & OpenFlags.O_ACCMODE) == OpenFlags.O_ACCMODE)
        {
            return Errno.EINVAL;
        }

        int attempts = 0;
        while (true)
        {
            SysResult<FileDescription> opened = Attempt(kernel, caller);
            if (!PathResolver.ShouldRetry(opened.Error, ref attempts))
            {
                return opened.Error == VfsOperations.Changed ? Errno.EBUSY : opened;
            }
        }
    }

    private SysResult<FileDescription> Attempt(VirtualKernel kernel, Caller caller)
    {
        bool creates = (flags & OpenFlags.O_CREAT) != 0;
        bool exclusive = creates && (flags & OpenFlags.O_EXCL) != 0;
        WalkOptions options = exclusive || (flags & OpenFlags.O_NOFOLLOW) != 0 ? WalkOptions.None : WalkOptions.Follow;
        FsAccess access = VfsOperations.PolicyNeedOf(flags) | (creates ? FsAccess.Write : FsAccess.None);
        SysResult<CheckedDentry> resolved = creates
            ? PathResolver.Any(kernel, caller, path, options | WalkOptions.KeepTrailingSlash, access, keepPath: true)
            : PathResolver.Existing(kernel, caller, path, options, access, keepPath: true);
        if (resolved.IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        bool isNew = granted.Inode is null && granted.Magic is null;
        SysResult<FileDescription> opened = isNew
            ? VfsOperations.Create(granted, flags, (FileMode)mode, caller)
            : VfsOperations.Open(granted, flags, caller);
        if (opened.Ok)
        {
            Note(kernel, caller, granted, opened.Value, isNew);
        }

        return opened;
    }

    private void Note(VirtualKernel kernel, Caller caller, CheckedDentry granted, FileDescription opened, bool isNew)
    {
        if (granted.Magic is null)
        {
            opened.OpenedIn = granted.Parent;
        }

        if (isNew)
        {
            kernel.Watches.Created(granted, isDirectory: false);
        }
        else if ((flags & OpenFlags.O_TRUNC) != 0)
        {
            kernel.Watches.Modified(opened, caller);
        }
    }
}

/// <summary>What <see cref="OpenCall"/> did not wait for: true when the callback was kept because the FIFO's other side is not open. EBADF.</summary>
internal readonly struct PollOpenCall(int fd, Action once) : ISyscall<bool>
{
    public static Syscall Number => Syscall.Poll;

    public SysResult<bool> Execute(VirtualKernel kernel, Caller caller) =>
        caller.Fds.Get(fd) is { } description ? description is FifoEnd fifo && fifo.NotifyOpened(once) : Errno.EBADF;
}

/// <summary><c>close(2)</c>.</summary>
internal readonly struct CloseCall(int fd) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Close;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller) => caller.Fds.Close(fd);
}

/// <summary><c>close_range(2)</c> from a descriptor to the last.</summary>
internal readonly struct CloseFromCall(int first) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Close;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        foreach (int fd in caller.Fds.Numbers())
        {
            if (fd >= first)
            {
                caller.Fds.Close(fd);
            }
        }

        return SysResult.Done;
    }
}

/// <summary><c>dup(2)</c>.</summary>
internal readonly struct DupCall(int fd) : ISyscall<int>
{
    public static Syscall Number => Syscall.Dup;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller) =>
        caller.Fds.Get(fd) is { } description ? caller.Fds.Add(description) : Errno.EBADF;
}

/// <summary><c>dup2(2)</c>.</summary>
internal readonly struct Dup2Call(int fd, int newFd) : ISyscall<int>
{
    public static Syscall Number => Syscall.Dup2;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller) => caller.Fds.Replace(fd, newFd);
}

/// <summary><c>lseek(2)</c>.</summary>
internal readonly struct SeekCall(int fd, long offset, int whence) : ISyscall<long>
{
    public static Syscall Number => Syscall.Seek;

    public SysResult<long> Execute(VirtualKernel kernel, Caller caller) =>
        caller.Fds.Get(fd) is { } description ? description.Seek(offset, whence) : Errno.EBADF;
}

/// <summary><c>read(2)</c> and <c>pread(2)</c>.</summary>
internal readonly ref struct ReadCall(int fd, Span<byte> buffer, long position, bool wait) : ISyscall<int>
{
    private readonly Span<byte> _buffer = buffer;

    public static Syscall Number => Syscall.Read;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { CanRead: true } description)
        {
            return Errno.EBADF;
        }

        if (position < -1)
        {
            return Errno.EINVAL;
        }

        if (description is TerminalDescription { Terminal: var terminal } &&
            TerminalArgument.AwaitForeground(kernel, caller, terminal, Signal.SIGTTIN) is not Errno.Success and var refused)
        {
            return refused;
        }

        Span<byte> room = _buffer[..Math.Min(_buffer.Length, kernel.Config.Limits.MaxPreadBytes)];
        SysResult<int> read = description.Read(room, position);
        while (read.Error == Errno.EAGAIN && wait && (description.Flags & OpenFlags.O_NONBLOCK) == 0 && caller.Thread is { } thread)
        {
            if (thread.WaitReadable(description, kernel.Config.Limits.MaxBlockingReadMs) is not Errno.Success and var errno)
            {
                return errno;
            }

            read = description.Read(room, position);
        }

        if (read.Ok)
        {
            caller.Process?.Usage.CountRead(read.Value);
        }

        return read;
    }
}

/// <summary><c>write(2)</c> and <c>pwrite(2)</c>.</summary>
internal readonly ref struct WriteCall(int fd, ReadOnlySpan<byte> data, long position, bool wait = false) : ISyscall<int>
{
    private readonly ReadOnlySpan<byte> _data = data;

    public static Syscall Number => Syscall.Write;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { CanWrite: true } description)
        {
            return Errno.EBADF;
        }

        if (position < -1)
        {
            return Errno.EINVAL;
        }

        ReadOnlySpan<byte> part = _data[..Math.Min(_data.Length, kernel.Config.Limits.MaxFdWriteBytes)];
        SysResult<int> written = description.Write(part, position);
        while (written.Error == Errno.EAGAIN && wait && (description.Flags & OpenFlags.O_NONBLOCK) == 0 && caller.Thread is { } thread)
        {
            if (thread.WaitWritable(description, kernel.Config.Limits.MaxBlockingReadMs) is not Errno.Success and var errno)
            {
                return errno;
            }

            written = description.Write(part, position);
        }

        if (written.Error == Errno.EPIPE)
        {
            caller.Process?.Post(Signal.SIGPIPE);
        }

        if (written.Ok)
        {
            caller.Process?.Usage.CountWritten(written.Value);
            if (written.Value > 0)
            {
                kernel.Watches.Modified(description, caller);
            }
        }

        return written;
    }
}

/// <summary><c>poll(2)</c> for one descriptor: true when the callback was kept because a read, or a write, would wait now.</summary>
internal readonly struct PollCall(int fd, Action once, bool forWriting = false) : ISyscall<bool>
{
    public static Syscall Number => Syscall.Poll;

    public SysResult<bool> Execute(VirtualKernel kernel, Caller caller) =>
        caller.Fds.Get(fd) is not { } description ? Errno.EBADF : forWriting ? description.NotifyWritable(once) : description.NotifyReadable(once);
}

/// <summary><c>fsync(2)</c> and <c>fdatasync(2)</c>: what is written is there at once.</summary>
internal readonly struct SyncCall(int fd) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Fsync;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        return description.Inode is null ? Errno.EINVAL : SysResult.Done;
    }
}
