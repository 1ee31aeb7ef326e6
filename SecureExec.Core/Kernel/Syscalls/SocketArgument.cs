using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>The descriptor that calls on sockets begin with.</summary>
internal static class SocketArgument
{
    /// <summary>Finds the socket, which is there only after success. EBADF, ENOTSOCK.</summary>
    public static Errno Find(Caller caller, int fd, out KernelSocket socket)
    {
        FileDescription? description = caller.Fds.Get(fd);
        socket = (description as KernelSocket)!;
        return description is null ? Errno.EBADF : description is KernelSocket ? Errno.Success : Errno.ENOTSOCK;
    }

    /// <summary>The outcome of a call that yields nothing.</summary>
    public static SysResult<Unit> Done(Errno errno) => errno == Errno.Success ? SysResult.Done : errno;
}
