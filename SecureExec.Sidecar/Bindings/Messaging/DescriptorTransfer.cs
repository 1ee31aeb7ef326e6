using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A descriptor inside a message: the process's, and nobody's while it travels.</summary>
/// <param name="process">The process.</param>
/// <param name="fd">The descriptor.</param>
/// <param name="receive">Makes the object at the other end, which takes the descriptor over (a local); 0: an exception is pending, the descriptor is closed.</param>
internal sealed class DescriptorTransfer(GuestProcess process, int fd, Func<Realm, int, nint> receive) : IHostTransfer
{
    private int _fd = fd;

    public nint Receive(Realm realm, nint context) => TargetContexts.IsMain(realm, context) && Interlocked.Exchange(ref _fd, -1) is >= 0 and var fd ? receive(realm, fd) : 0;

    public bool Finish(Realm realm, nint context, nint received, ValueReader reader) => true;

    public void Abandon()
    {
        if (Interlocked.Exchange(ref _fd, -1) is >= 0 and var fd)
            process.Sys.Close(fd);
    }
}
