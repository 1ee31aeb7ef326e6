using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>The options of one socket. Guarded by the lock of <see cref="NetStack"/>, except that reading a flag needs none.</summary>
internal sealed class SocketOptions
{
    private const int DefaultTtl = 64;
    private const int KeepIdleSeconds = 7200;

    private readonly int[] _values = new int[(int)SocketOption.SendBuffer + 1];
    private readonly int _maxBuffer;

    /// <summary>Makes the options of a new socket.</summary>
    /// <param name="maxBuffer">Bytes that wait at one socket at most.</param>
    public SocketOptions(int maxBuffer)
    {
        _maxBuffer = maxBuffer;
        this[SocketOption.Ttl] = DefaultTtl;
        this[SocketOption.MulticastTtl] = 1;
        this[SocketOption.MulticastLoop] = 1;
        this[SocketOption.KeepIdle] = KeepIdleSeconds;
        this[SocketOption.ReceiveBuffer] = maxBuffer;
        this[SocketOption.SendBuffer] = maxBuffer;
    }

    /// <summary>The value of an option.</summary>
    public int this[SocketOption option]
    {
        get => Volatile.Read(ref _values[(int)option]);
        private set => Volatile.Write(ref _values[(int)option], value);
    }

    /// <summary>True for an option that is on.</summary>
    public bool Has(SocketOption option) => this[option] != 0;

    /// <summary>Sets an option. EINVAL for a value out of its range, ENOPROTOOPT for what cannot be set.</summary>
    public Errno Set(SocketOption option, int value)
    {
        switch (option)
        {
            case SocketOption.Error:
            case not (>= SocketOption.Error and <= SocketOption.SendBuffer):
                return Errno.ENOPROTOOPT;
            case SocketOption.Ttl when value is < 1 or > 255:
            case SocketOption.MulticastTtl when value is < 0 or > 255:
            case SocketOption.TypeOfService when value is < 0 or > 255:
            case SocketOption.KeepIdle when value is < 1 or > 32_767:
                return Errno.EINVAL;
            case SocketOption.ReceiveBuffer:
            case SocketOption.SendBuffer:
                this[option] = (int)Math.Min(_maxBuffer, Math.Max(0, (long)value) * 2);
                return Errno.Success;
            case SocketOption.Ttl or SocketOption.MulticastTtl or SocketOption.TypeOfService or SocketOption.KeepIdle:
                this[option] = value;
                return Errno.Success;
            default:
                this[option] = value == 0 ? 0 : 1;
                return Errno.Success;
        }
    }
}
