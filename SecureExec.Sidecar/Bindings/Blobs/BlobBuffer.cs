using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Bytes that blobs share: an ArrayBuffer of the isolate, so that the memory counts as the guest's. The holder count frees it. Isolate's thread.
/// </summary>
internal sealed class BlobBuffer(nint isolate, nint buffer)
{
    private nint _slot = V8.Global(isolate, buffer);
    private int _holders;

    /// <summary>All of it, in place; empty after the last holder left.</summary>
    public Span<byte> Bytes => _slot != 0 && V8.Bytes(_slot, out var bytes) ? bytes : [];

    public void Hold() => _holders++;

    public void Release()
    {
        if (--_holders > 0 || _slot == 0)
            return;
        V8Api.DisposeGlobal(_slot);
        _slot = 0;
    }
}
