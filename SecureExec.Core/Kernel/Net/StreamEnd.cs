using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>One end of a connection of bytes in both directions. Safe from any thread; nothing blocks.</summary>
internal abstract class StreamEnd
{
    /// <summary>Bytes that came and were not read.</summary>
    public abstract int Buffered { get; }

    /// <summary>Zero at the end. EAGAIN; ECONNRESET and its like once, when what had come before is read.</summary>
    public abstract SysResult<int> Read(Span<byte> buffer);

    /// <summary>Takes as many bytes as there is room for. EAGAIN, EPIPE, ECONNRESET.</summary>
    public abstract SysResult<int> Write(ReadOnlySpan<byte> data);

    /// <summary>No more is read, or written, or both; the other side reads to the end of what was written.</summary>
    public abstract void Shutdown(bool read, bool write);

    /// <summary>The last descriptor is gone. With <paramref name="reset"/>, or when bytes were not read, the other side sees a reset.</summary>
    public abstract void Close(bool reset);

    /// <summary>The pending error, cleared; success for none.</summary>
    public abstract Errno TakeError();

    /// <summary>As <see cref="FileDescription.NotifyReadable"/>.</summary>
    public abstract bool NotifyReadable(Action once);

    /// <summary>As <see cref="FileDescription.NotifyWritable"/>.</summary>
    public abstract bool NotifyWritable(Action once);

    /// <summary>Forgets a callback of either.</summary>
    public abstract void CancelNotify(Action once);
}
