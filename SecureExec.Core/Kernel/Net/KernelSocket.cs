using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Net;

/// <summary>An open socket. What it is bound to and connected with is guarded by <see cref="NetStack.Lock"/>.</summary>
internal abstract class KernelSocket : FileDescription
{
    private readonly ulong _ino = AnonymousInodes.Next();

    /// <summary>Makes a socket that counts against <see cref="NetStack.Sockets"/> already.</summary>
    protected KernelSocket(NetStack stack, SocketKind kind, OpenFlags flags = OpenFlags.O_NONBLOCK)
        : base(OpenFlags.O_RDWR | flags)
    {
        Stack = stack;
        Kind = kind;
        Options = new SocketOptions(stack.Limits.MaxSocketBufferBytes);
    }

    /// <summary>What it is.</summary>
    public SocketKind Kind { get; }

    /// <summary>Its options.</summary>
    public SocketOptions Options { get; }

    /// <inheritdoc/>
    public override string DisplayName => $"socket:[{_ino}]";

    /// <summary>Where it belongs.</summary>
    protected NetStack Stack { get; }

    /// <summary><c>setsockopt(2)</c>. EINVAL, ENOPROTOOPT.</summary>
    public virtual Errno SetOption(SocketOption option, int value)
    {
        lock (Stack.Lock)
        {
            return Options.Set(option, value);
        }
    }

    /// <summary>The pending error, cleared: SO_ERROR.</summary>
    public abstract Errno TakeError();

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => AnonymousInodes.PipeStat(_ino) with
    {
        Dev = SocketDevice,
        Mode = (uint)(FileMode.S_IFSOCK | (FileMode)0x1FF),
    };

    /// <inheritdoc/>
    protected override void OnLastClose() => Stack.Sockets.Release(1);

    private const ulong SocketDevice = 8;
}
