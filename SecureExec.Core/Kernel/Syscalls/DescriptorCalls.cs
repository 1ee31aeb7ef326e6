using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary><c>sendmsg(2)</c> with SCM_RIGHTS: bytes, and with the first of them an open file. The bytes taken. EBADF, EINVAL when it is no connected stream of AF_UNIX, EAGAIN, EPIPE,
/// ENOBUFS when too many wait.</summary>
internal readonly ref struct SendDescriptorCall(int fd, ReadOnlySpan<byte> data, int sent) : ISyscall<int>
{
    private readonly ReadOnlySpan<byte> _data = data;

    public static Syscall Number => Syscall.SendDescriptor;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        if (description is not UnixSocket { End: LoopbackEnd end } || _data.IsEmpty)
        {
            return Errno.EINVAL;
        }

        if (caller.Fds.Hold(sent).IsError(out FileDescription? held, out Errno errno))
        {
            return errno;
        }

        SysResult<int> written = end.Send(_data, held);
        if (!written.Ok || written.Value == 0)
        {
            held.Detach();
        }
        else
        {
            caller.Process?.Usage.CountWritten(written.Value);
        }

        return written;
    }
}

/// <summary><c>recvmsg(2)</c>: bytes, and the descriptor that came with them; -1 when there was none or no room for it. EBADF, EINVAL when it is no connected stream of AF_UNIX, EAGAIN.</summary>
internal readonly ref struct ReceiveDescriptorCall(int fd, Span<byte> buffer) : ISyscall<(int Count, int Descriptor)>
{
    private readonly Span<byte> _buffer = buffer;

    public static Syscall Number => Syscall.ReceiveDescriptor;

    public SysResult<(int Count, int Descriptor)> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        if (description is not UnixSocket { End: LoopbackEnd end })
        {
            return Errno.EINVAL;
        }

        SysResult<int> read = end.Receive(_buffer, out FileDescription? received);
        int descriptor = -1;
        if (received is not null)
        {
            descriptor = caller.Fds.Add(received).IsError(out int added, out _) ? -1 : added;
            received.Detach();
        }

        if (!read.Ok)
        {
            return read.Error;
        }

        caller.Process?.Usage.CountRead(read.Value);
        return (read.Value, descriptor);
    }
}
