using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The code caches that this realm made. V8 trusts the bytes of a cache like machine code, so data from a guest is used only
/// when it equals what V8 itself has made here; everything else counts as rejected, which callers must expect anyway.
/// </summary>
internal sealed class CodeCaches : ICarried
{
    private const int MaxBytes = 8 << 20;
    private readonly LinkedList<byte[]> _made = [];
    private int _bytes;

    /// <summary>Remembers a cache; the oldest ones are forgotten beyond the limit.</summary>
    public void Remember(byte[] cache)
    {
        if (cache.Length > MaxBytes || Find(cache) != null)
            return;
        _made.AddLast(cache);
        _bytes += cache.Length;
        while (_bytes > MaxBytes)
        {
            _bytes -= _made.First!.Value.Length;
            _made.RemoveFirst();
        }
    }

    /// <summary>Our own copy of the cache with these bytes, which the guest cannot change while V8 reads it; null: not ours.</summary>
    public byte[]? Find(ReadOnlySpan<byte> bytes)
    {
        foreach (var cache in _made)
        {
            if (bytes.SequenceEqual(cache))
                return cache;
        }
        return null;
    }

    public void Carry(StateCarrier carrier) => carrier.Untouched(_made.Count == 0, nameof(CodeCaches));
}
