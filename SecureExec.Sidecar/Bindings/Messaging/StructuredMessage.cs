using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// A value on its way from one place of the process to another: V8's bytes, and what travels beside them as persistent handles.
/// Belongs to the isolate's thread. One reference for each queue that holds it.
/// </summary>
internal sealed unsafe class StructuredMessage(Realm realm) : IDisposable
{
    private readonly List<nint> _handles = [];
    private Span1 _bytes;
    private int _references = 1;

    /// <summary>The last message of a channel: its port closes.</summary>
    public bool IsClose { get; init; }

    /// <summary>Transferred buffers in the order of their ids (persistent handles).</summary>
    public List<nint> Buffers { get; } = [];

    /// <summary>Memory of shared buffers by id.</summary>
    public List<SharedPointer> SharedBuffers { get; } = [];

    /// <summary>WebAssembly modules by id (persistent handles).</summary>
    public List<nint> WasmModules { get; } = [];

    /// <summary>Host objects by number: ports and objects of library classes.</summary>
    public List<IHostTransfer> HostObjects { get; } = [];

    public ReadOnlySpan<byte> Bytes => new(_bytes.Data, (int)_bytes.Size);

    public byte* Data => _bytes.Data;

    /// <summary>Takes the bytes over.</summary>
    public void SetBytes(Span1 bytes)
    {
        _bytes = bytes;
        V8Api.AdjustExternalMemory(realm.Isolate, (long)bytes.Size);
    }

    /// <summary>A persistent handle that lives as long as the message.</summary>
    public nint Keep(nint local)
    {
        var slot = V8.Global(realm.Isolate, local);
        _handles.Add(slot);
        return slot;
    }

    public void AddReference() => _references++;

    /// <summary>Gives one reference up; the last one frees the message.</summary>
    public void Dispose()
    {
        if (--_references != 0)
            return;
        foreach (var slot in _handles)
            V8Api.DisposeGlobal(slot);
        foreach (var store in SharedBuffers)
            store.Release();
        foreach (var host in HostObjects)
            host.Abandon();
        V8Api.AdjustExternalMemory(realm.Isolate, -(long)_bytes.Size);
        NativeMemory.Free(_bytes.Data);
        _bytes = default;
    }
}
