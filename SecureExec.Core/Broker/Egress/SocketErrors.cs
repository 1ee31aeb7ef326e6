using System.Net.Sockets;
using SecureExec.Abi;

namespace SecureExec.Broker.Egress;

/// <summary>Errors of the host's sockets as the guest's kernel names them.</summary>
internal static class SocketErrors
{
    internal static Errno ToErrno(Exception exception) => exception is SocketException socket ? ToErrno(socket.SocketErrorCode) : Errno.EIO;

    internal static Errno ToErrno(SocketError error) => error switch
    {
        SocketError.Success => Errno.Success,
        SocketError.ConnectionRefused => Errno.ECONNREFUSED,
        SocketError.ConnectionReset => Errno.ECONNRESET,
        SocketError.ConnectionAborted or SocketError.OperationAborted => Errno.ECONNABORTED,
        SocketError.TimedOut => Errno.ETIMEDOUT,
        SocketError.NetworkUnreachable => Errno.ENETUNREACH,
        SocketError.HostUnreachable => Errno.EHOSTUNREACH,
        SocketError.HostDown => Errno.EHOSTDOWN,
        SocketError.NetworkDown => Errno.ENETDOWN,
        SocketError.AccessDenied => Errno.EACCES,
        SocketError.AddressNotAvailable => Errno.EADDRNOTAVAIL,
        SocketError.AddressFamilyNotSupported => Errno.EAFNOSUPPORT,
        SocketError.MessageSize => Errno.EMSGSIZE,
        SocketError.NoBufferSpaceAvailable => Errno.ENOBUFS,
        SocketError.TooManyOpenSockets => Errno.EMFILE,
        SocketError.Shutdown or SocketError.NotConnected => Errno.EPIPE,
        SocketError.HostNotFound or SocketError.NoData => Errno.ENOENT,
        SocketError.TryAgain => Errno.EAGAIN,
        _ => Errno.EIO,
    };
}
