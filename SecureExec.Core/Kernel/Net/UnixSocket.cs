namespace SecureExec.Kernel.Net;

/// <summary>A stream socket of AF_UNIX: its name is a socket in the file system, or an abstract one.</summary>
internal sealed class UnixSocket : StreamSocket
{
    /// <summary>Makes a fresh socket, or with an end an accepted one; it counts already.</summary>
    public UnixSocket(NetStack stack, StreamEnd? end = null)
        : base(stack, SocketKind.UnixStream, end)
    {
    }

    /// <summary>The name it is bound to: a path as it was given, or after a zero character an abstract name. Empty while it has none.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name of the socket it connected to, or was accepted by. Empty while there is none.</summary>
    public string PeerName { get; set; } = "";

    /// <inheritdoc/>
    protected override void Unbind()
    {
        if (Name is ['\0', ..])
        {
            Stack.AbstractNames.Remove(Name);
        }
    }
}
