using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SecureExec.Sidecar.Compression;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A Brotli stream (RFC 7932). What it allocates is counted and held to the process's limit.</summary>
internal abstract unsafe class BrotliEngine : ICompressionEngine
{
    private const int HeaderBytes = 16; // keeps what follows aligned

    private readonly ExternalMemory _memory;
    private readonly long _limit;
    private readonly GCHandle _self;
    private bool _disposed;

    /// <param name="memory">Where memory is counted.</param>
    /// <param name="limit">The most of it, bytes.</param>
    protected BrotliEngine(ExternalMemory memory, long limit)
    {
        (_memory, _limit) = (memory, limit);
        _self = GCHandle.Alloc(this);
    }

    public ZlibBuffers Buffers { get; } = new();

    /// <summary>The library's state; 0: there was no memory for it.</summary>
    protected nint State { get; set; }

    protected nint Opaque => GCHandle.ToIntPtr(_self);

    protected static delegate* unmanaged<nint, nuint, void*> Allocator => &Allocate;

    protected static delegate* unmanaged<nint, void*, void> Freer => &Free;

    /// <summary>It took more than the limit, because it must have what it asks for; it does nothing more.</summary>
    protected bool IsOverLimit { get; private set; }

    /// <summary>Whether the library ends the process when it gets no memory.</summary>
    protected virtual bool MustHaveMemory => false;

    /// <summary>Makes the library's state anew. False: a parameter is refused, or there is no memory.</summary>
    public abstract bool TryBegin();

    public void Step(int flush)
    {
        if (State == 0 || IsOverLimit)
            return;
        fixed (byte* inputStart = Buffers.Input, outputStart = Buffers.Output)
        {
            byte* input = inputStart + Buffers.InputAt, output = outputStart + Buffers.OutputAt;
            nuint inputLeft = (nuint)Buffers.InputLeft, outputLeft = (nuint)Buffers.OutputLeft;
            Run(flush, &inputLeft, &input, &outputLeft, &output);
            Buffers.InputAt += Buffers.InputLeft - (int)inputLeft;
            Buffers.InputLeft = (int)inputLeft;
            Buffers.OutputAt += Buffers.OutputLeft - (int)outputLeft;
            Buffers.OutputLeft = (int)outputLeft;
        }
    }

    public abstract CompressionError? Check(int flush);

    // Brotli's parameters are set once.
    public CompressionError? SetParameters(int level, int strategy) => null;

    public CompressionError? Reset()
    {
        End();
        return TryBegin() ? null : new CompressionError("Initialization failed", "ERR_ZLIB_INITIALIZATION_FAILED", -1);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        End();
        _self.Free();
    }

    protected abstract void Run(int flush, nuint* inputLeft, byte** input, nuint* outputLeft, byte** output);

    protected abstract void Destroy(nint state);

    private void End()
    {
        if (State != 0)
            Destroy(State);
        State = 0;
        IsOverLimit = false;
    }

    [UnmanagedCallersOnly]
    private static void* Allocate(nint opaque, nuint size)
    {
        var engine = Unsafe.As<BrotliEngine>(GCHandle.FromIntPtr(opaque).Target!);
        if (size > int.MaxValue || !engine._memory.TryTake((long)size + HeaderBytes, engine._limit))
        {
            if (!engine.MustHaveMemory || size > int.MaxValue)
                return null;
            engine._memory.TryTake((long)size + HeaderBytes, long.MaxValue);
            engine.IsOverLimit = true;
        }
        var memory = (byte*)NativeMemory.AlignedAlloc(size + HeaderBytes, HeaderBytes);
        *(long*)memory = (long)size + HeaderBytes;
        return memory + HeaderBytes;
    }

    [UnmanagedCallersOnly]
    private static void Free(nint opaque, void* address)
    {
        if (address == null)
            return;
        var memory = (byte*)address - HeaderBytes;
        Unsafe.As<BrotliEngine>(GCHandle.FromIntPtr(opaque).Target!)._memory.Give(*(long*)memory);
        NativeMemory.AlignedFree(memory);
    }
}
