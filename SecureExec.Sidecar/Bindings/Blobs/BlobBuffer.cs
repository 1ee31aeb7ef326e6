using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Bytes that blobs share, also in several isolates: the memory of an ArrayBuffer, so that it counts as the guest's. The holder count frees it. Safe from any thread.
/// </summary>
internal sealed unsafe class BlobBuffer
{
    private readonly SharedPointer _store;
    private int _holders;

    /// <param name="buffer">The buffer (a local).</param>
    public BlobBuffer(nint buffer)
    {
        SharedPointer store;
        V8Api.ArrayBufferStore((nint)(&store), buffer);
        _store = store;
    }

    /// <summary>A stretch of it, in place, while there is a holder.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int length)
    {
        var bytes = (long)V8Api.BackingStoreLength(_store.Pointer);
        return offset < 0 || length < 0 || offset + length > bytes ? [] : new ReadOnlySpan<byte>((byte*)V8Api.BackingStoreData(_store.Pointer) + offset, length);
    }

    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _store.Release();
    }
}
