using SecureExec.Abi;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A stream of bytes behind a JavaScript object (<c>StreamBase</c>): on a descriptor, or over another stream. Loop's thread.</summary>
internal interface IStreamBase
{
    /// <summary>The JavaScript object, as a persistent handle; 0 while nothing is open.</summary>
    nint Object { get; }

    /// <summary>It was closed, or is about to be.</summary>
    bool IsClosing { get; }

    /// <summary>The descriptor; -1: there is none.</summary>
    int Fd { get; }

    long BytesRead { get; }

    /// <summary>Bytes that were written to it, whether they are gone or wait.</summary>
    long BytesWritten { get; }

    /// <summary>Bytes that were written and wait.</summary>
    long QueuedBytes { get; }

    /// <summary>Begins to read.</summary>
    Errno ReadStart();

    Errno ReadStop();

    /// <summary>Reads into a buffer of JavaScript's from now on.</summary>
    void UseBuffer(nint view);

    /// <summary>Writes what goes at once; the caller hands what is left to <see cref="Enqueue(byte[], LoopRequest)"/> next.</summary>
    Errno TryWrite(ReadOnlySpan<byte> data, out int taken);

    /// <summary>Writes later, after what waits already, and completes the request then.</summary>
    void Enqueue(byte[] rest, LoopRequest request);

    /// <summary>Writes later and tells native code then.</summary>
    void Enqueue(byte[] rest, Action<Errno> done);

    /// <summary>Writing and ending are none of the loop's: a write is never done at once, not even an empty one, and neither keeps the loop alive.</summary>
    bool DefersWrites => false;

    /// <summary>Ends writing without a request. False: there must be one (<see cref="Shutdown"/>).</summary>
    bool TryShutdown(out Errno errno)
    {
        errno = Errno.Success;
        return false;
    }

    /// <summary>Ends writing once everything is written. ENOTCONN.</summary>
    Errno Shutdown(LoopRequest request);

    /// <summary>Calls <c>onread</c> with bytes, or with none and libuv's error.</summary>
    void TellScript(ReadOnlySpan<byte> data, int status);

    /// <summary>Sends what is read to native code; null gives it back to JavaScript.</summary>
    void SetListener(IStreamListener? listener);
}
