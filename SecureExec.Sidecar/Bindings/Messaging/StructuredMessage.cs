using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// A value on its way from one place of the process to another: V8's bytes, and what travels beside them. Belongs to no isolate: it is written
/// by one thread, and read and freed by any. One reference for each queue that holds it.
/// </summary>
internal sealed unsafe class StructuredMessage : IDisposable
{
    private Span1 _bytes;
    private int _references = 1;

    /// <summary>The last message of a channel: its port closes.</summary>
    public bool IsClose { get; init; }

    /// <summary>Memory of transferred buffers in the order of their ids.</summary>
    public List<SharedPointer> Buffers { get; } = [];

    /// <summary>Memory of shared buffers by id.</summary>
    public List<SharedPointer> SharedBuffers { get; } = [];

    /// <summary>WebAssembly modules by id.</summary>
    public List<CompiledWasmModule> WasmModules { get; } = [];

    /// <summary>Host objects by number: ports and objects of library classes.</summary>
    public List<IHostTransfer> HostObjects { get; } = [];

    public ReadOnlySpan<byte> Bytes => new(_bytes.Data, (int)_bytes.Size);

    public byte* Data => _bytes.Data;

    /// <summary>Takes the bytes over.</summary>
    public void SetBytes(Span1 bytes) => _bytes = bytes;

    public void AddReference() => Interlocked.Increment(ref _references);

    /// <summary>Gives one reference up; the last one frees the message.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _references) != 0)
            return;
        foreach (var store in Buffers)
            store.Release();
        foreach (var store in SharedBuffers)
            store.Release();
        foreach (var module in WasmModules)
            module.Dispose();
        foreach (var host in HostObjects)
            host.Abandon();
        NativeMemory.Free(_bytes.Data);
        _bytes = default;
    }
}
