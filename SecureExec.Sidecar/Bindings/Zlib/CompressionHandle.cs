using System.Buffers;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of a <c>Zlib</c>, <c>BrotliEncoder</c> or <c>BrotliDecoder</c>. It works on copies of pieces of the guest's buffers, which the guest can let go of
/// or transfer at any time; between two pieces a synchronous write sees that the process was stopped. Loop's thread, but for the engine's steps.
/// </summary>
internal sealed class CompressionHandle(Realm realm) : IDisposable
{
    /// <summary>The internal fields that hold the callback, the <c>Uint32Array</c> for what a write leaves, and the format.</summary>
    public const int CallbackField = FsAsyncObject.FirstOwnField, ResultField = CallbackField + 1, ModeField = ResultField + 1;

    /// <summary>Internal fields of its object.</summary>
    public const int Fields = ModeField + 1;

    private const int PieceBytes = 128 * 1024;

    private readonly Lock _lock = new();
    private ICompressionEngine? _engine;
    private long _bytes;
    private bool _busy, _closing, _running, _disposed;

    /// <summary>It has an engine.</summary>
    public bool IsOpen => _engine != null && !_disposed;

    /// <summary>A write is under way.</summary>
    public bool IsBusy => _busy;

    /// <summary>Takes the engine, whose memory was counted as <paramref name="bytes"/>.</summary>
    public void Open(ICompressionEngine engine, long bytes)
    {
        Dispose();
        (_engine, _bytes, _disposed, _closing) = (engine, bytes, false, false);
    }

    /// <summary>Changes level and strategy.</summary>
    public void SetParameters(nint wrapper, int level, int strategy)
    {
        if (_engine is { } engine && !_busy)
        {
            engine.Buffers.SetInput([], 0, 0);
            engine.Buffers.SetOutput([], 0, 0);
            Tell(wrapper, engine.SetParameters(level, strategy));
        }
    }

    /// <summary>Begins anew.</summary>
    public void Reset(nint wrapper)
    {
        if (_engine is { } engine && !_busy)
            Tell(wrapper, engine.Reset());
    }

    /// <summary>Ends it, after the write under way.</summary>
    public void Close()
    {
        if (_busy)
            _closing = true;
        else
            Dispose();
    }

    /// <summary>Compresses or decompresses now.</summary>
    public void Write(nint wrapper, CompressionWrite write)
    {
        _busy = true;
        var piece = ArrayPool<byte>.Shared.Rent(2 * PieceBytes);
        try
        {
            while (Begin(write, piece) && !realm.Guest.Loop.Stopped)
            {
                _engine!.Step(write.StepFlush);
                if (!End(write, piece))
                    break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
        if (Check(wrapper, write))
            Report(wrapper, write);
        _busy = false;
        if (_closing)
            Dispose();
    }

    /// <summary>Does it on another thread and calls back.</summary>
    public void WriteLater(nint wrapper, CompressionWrite write)
    {
        var memory = realm.State<ExternalMemory>();
        if (!memory.Take(realm, 2 * PieceBytes))
        {
            V8.ThrowRangeError(realm.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        _busy = true;
        write.Hold(realm);
        Continue(V8.Global(realm.Isolate, wrapper), write, new byte[2 * PieceBytes]);
    }

    public void Dispose()
    {
        ICompressionEngine? engine;
        lock (_lock)
        {
            _disposed = true;
            // A step that runs on another thread disposes of the engine itself.
            engine = _running ? null : _engine;
            if (!_running)
                _engine = null;
        }
        if (engine == null)
            return;
        engine.Dispose();
        realm.State<ExternalMemory>().Give(realm, _bytes);
        _bytes = 0;
    }

    private void Continue(nint slot, CompressionWrite write, byte[] piece)
    {
        if (!Begin(write, piece))
        {
            Complete(slot, write);
            return;
        }
        realm.Guest.Work.Run(() => StepElsewhere(write), fault =>
        {
            if (fault != null)
                throw fault;
            if (End(write, piece))
                Continue(slot, write, piece);
            else
                Complete(slot, write);
        });
    }

    private void StepElsewhere(CompressionWrite write)
    {
        ICompressionEngine engine;
        lock (_lock)
        {
            if (_disposed || _engine == null)
                return;
            (_running, engine) = (true, _engine);
        }
        try
        {
            engine.Step(write.StepFlush);
        }
        finally
        {
            bool over;
            lock (_lock)
                (_running, over) = (false, _disposed);
            if (over)
                engine.Dispose();
        }
    }

    private void Complete(nint slot, CompressionWrite write)
    {
        var memory = realm.State<ExternalMemory>();
        memory.Give(realm, 2 * PieceBytes);
        write.Release();
        _busy = false;
        if (Check(slot, write))
        {
            Report(slot, write);
            var callback = V8Api.ObjectGetInternal(slot, CallbackField);
            if (!V8.IsSmi(callback) && V8Api.IsFunction(callback) != 0)
                Callbacks.Make(realm, slot, callback, [], FsAsyncObject.ContextOf(realm, slot));
        }
        // The callback may have begun the next write.
        if (_closing && !_busy)
            Dispose();
        V8Api.DisposeGlobal(slot);
    }

    // Takes the next piece of the input. False: the guest's buffers are gone.
    private bool Begin(CompressionWrite write, byte[] piece)
    {
        if (_engine is not { } engine || !V8.Bytes(write.Output, out var output) || write.OutputAt + write.OutputLeft > output.Length)
            return false;
        var input = Span<byte>.Empty;
        if (write.InputLeft > 0 && (!V8.Bytes(write.Input, out input) || write.InputAt + write.InputLeft > input.Length))
            return false;
        var (taken, room) = (Math.Min(write.InputLeft, PieceBytes), Math.Min(write.OutputLeft, PieceBytes));
        if (taken > 0)
            input.Slice(write.InputAt, taken).CopyTo(piece);
        write.StepFlush = taken == write.InputLeft ? write.Flush : 0;
        engine.Buffers.SetInput(piece, 0, taken);
        engine.Buffers.SetOutput(piece, PieceBytes, room);
        return true;
    }

    // Gives out what came of it. True: there is more to do.
    private bool End(CompressionWrite write, byte[] piece)
    {
        if (_engine is not { } engine || !V8.Bytes(write.Output, out var output) || write.OutputAt + write.OutputLeft > output.Length)
            return false;
        var buffers = engine.Buffers;
        var (used, made) = (buffers.InputAt, buffers.OutputAt - PieceBytes);
        piece.AsSpan(PieceBytes, made).CopyTo(output[write.OutputAt..]);
        var wasLast = used + buffers.InputLeft == write.InputLeft;
        write.InputAt += used;
        write.InputLeft -= used;
        write.OutputAt += made;
        write.OutputLeft -= made;
        if (engine.Check(write.StepFlush) != null || write.OutputLeft == 0)
            return false;
        return buffers.OutputLeft == 0 || buffers.InputLeft == 0 && !wasLast;
    }

    private bool Check(nint wrapper, CompressionWrite write)
    {
        if (_engine is not { } engine)
            return false;
        return !Tell(wrapper, engine.Check(write.Flush));
    }

    // True: there was an error, and JavaScript knows.
    private bool Tell(nint wrapper, CompressionError? error)
    {
        if (error == null)
            return false;
        _busy = false;
        var iso = realm.Isolate;
        var callback = V8.Get(iso, realm.Context, wrapper, "onerror");
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
        {
            ReadOnlySpan<nint> args = [V8.Str(iso, error.Message), V8.Int(iso, error.Number), V8.Str(iso, error.Code)];
            Callbacks.Make(realm, wrapper, callback, args, FsAsyncObject.ContextOf(realm, wrapper));
        }
        return true;
    }

    private static void Report(nint wrapper, CompressionWrite write)
    {
        if (!V8.Bytes(V8Api.ObjectGetInternal(wrapper, ResultField), out var bytes) || bytes.Length < 2 * sizeof(uint))
            return;
        var result = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bytes);
        (result[0], result[1]) = ((uint)write.OutputLeft, (uint)write.InputLeft);
    }
}
