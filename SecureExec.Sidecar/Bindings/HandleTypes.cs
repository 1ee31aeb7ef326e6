using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What kind of stream stands behind a descriptor, as Node's library asks before it makes <c>process.stdout</c>.</summary>
internal static class HandleTypes
{
    // Indexes into handleTypes of lib/internal/util.js.
    private const int Tcp = 0, Tty = 1, Udp = 2, File = 3, Pipe = 4, Unknown = 5;

    /// <summary>Sockets are what they are; every other open descriptor is read and written through <c>fs</c>, synchronously, as Node does with files.</summary>
    public static int Guess(Realm realm, int fd)
    {
        if (realm.Guest.Process?.Sys is not { } sys)
            return Unknown;
        if (!sys.Net.GetOption(fd, SocketOption.Kind).IsError(out var kind, out _))
        {
            return (SocketKind)kind switch
            {
                SocketKind.Tcp4 or SocketKind.Tcp6 => Tcp,
                SocketKind.Udp4 or SocketKind.Udp6 => Udp,
                _ => Pipe,
            };
        }
        if (sys.Terminals.IsTerminal(fd))
            return Tty;
        return sys.Fstat(fd).Ok ? File : Unknown;
    }
}
