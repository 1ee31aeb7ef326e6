using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary><c>bind(2)</c> to a path, which becomes a socket there, or after a zero character to an abstract name. Needs <c>write</c> of <c>fs</c> for a path,
/// and <c>listen</c> of <c>network</c>. EADDRINUSE, EINVAL, ENAMETOOLONG beyond 107 bytes, EOPNOTSUPP where the file system has no sockets.</summary>
internal readonly struct UnixBindCall(int fd, string name) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Bind;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (UnixName.Check(caller, fd, name, out UnixSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        if (name[0] == '\0')
        {
            errno = kernel.Policy.CheckNetwork(NetworkAccess.Listen, UnixName.ResourceOf(name), caller);
            return errno != Errno.Success ? errno : SocketArgument.Done(UnixOperations.BindAbstract(kernel.Net, socket, name));
        }

        if (socket.Name.Length > 0)
        {
            return Errno.EINVAL;
        }

        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Any(kernel, caller, name, Options, FsAccess.Write, keepPath: true).IsError(out CheckedDentry? granted, out errno))
        {
            return errno;
        }

        errno = kernel.Policy.CheckNetwork(NetworkAccess.Listen, NetworkResource.OfUnix(granted.Path!), caller);
        if (errno != Errno.Success)
        {
            return errno;
        }

        SysResult<Unit> made = VfsOperations.MakeSocket(granted, socket, caller);
        if (made.Ok)
        {
            socket.Name = name;
            kernel.Watches.Created(granted, isDirectory: false);
        }

        return made;
    }
}

/// <summary><c>connect(2)</c> to a path or an abstract name. Needs <c>write</c> of <c>fs</c> and of the permission bits for a path, and <c>http</c> or <c>fetch</c> of
/// <c>network</c>. ECONNREFUSED, ENOENT, EAGAIN when as many wait as may.</summary>
internal readonly struct UnixConnectCall(int fd, string name) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Connect;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (UnixName.Check(caller, fd, name, out UnixSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        UnixSocket? listener;
        IReadOnlyList<string> resource;
        if (name[0] == '\0')
        {
            resource = UnixName.ResourceOf(name);
            lock (kernel.Net.Lock)
            {
                kernel.Net.AbstractNames.TryGetValue(name, out listener);
            }
        }
        else
        {
            if (PathResolver.Existing(kernel, caller, name, WalkOptions.Follow, FsAccess.Write, keepPath: true).IsError(out CheckedDentry? granted, out errno))
            {
                return errno;
            }

            resource = NetworkResource.OfUnix(granted.Path!);
            listener = granted.Inode?.Socket;
            errno = granted.Inode is { } inode ? VfsAccess.Check(inode, caller, AccessMode.W_OK) : Errno.ECONNREFUSED;
            if (errno != Errno.Success)
            {
                return errno;
            }
        }

        errno = kernel.Policy.CheckNetwork(NetworkAccess.Connect, resource, caller);
        return errno != Errno.Success ? errno : SocketArgument.Done(UnixOperations.Connect(kernel.Net, socket, listener));
    }
}

/// <summary>Names of AF_UNIX sockets.</summary>
internal static class UnixName
{
    /// <summary>Finds the socket, which is there only after success, and judges the text. EBADF, ENOTSOCK, EINVAL, ENAMETOOLONG.</summary>
    public static Errno Check(Caller caller, int fd, string name, out UnixSocket socket)
    {
        Errno errno = SocketArgument.Find(caller, fd, out KernelSocket found);
        socket = (found as UnixSocket)!;
        if (errno != Errno.Success)
        {
            return errno;
        }

        if (found is not UnixSocket || string.IsNullOrEmpty(name))
        {
            return Errno.EINVAL;
        }

        return Encoding.UTF8.GetByteCount(name) > UnixOperations.MaxName ? Errno.ENAMETOOLONG : Errno.Success;
    }

    /// <summary>How policies spell an abstract name.</summary>
    public static IReadOnlyList<string> ResourceOf(string name) => NetworkResource.OfUnix("@" + name[1..].Replace('\0', '@'));
}
