namespace SecureExec.Sidecar.Http2;

/// <summary>The fields that one side of HPACK has told the other (RFC 7541 2.3.2), the newest first, held to a size.</summary>
internal sealed class HpackDynamicTable(int maxSize)
{
    // A ring: the newest entry lies at _newest, older ones behind it.
    private HeaderField[] _ring = new HeaderField[16];
    private int _newest;

    /// <summary>Entries.</summary>
    public int Count { get; private set; }

    /// <summary>Size of the entries, each with <see cref="HeaderField.Overhead"/>.</summary>
    public int Size { get; private set; }

    /// <summary>What <see cref="Size"/> may be; a smaller one drops the oldest entries.</summary>
    public int MaxSize
    {
        get;
        set
        {
            field = value;
            Shrink(value);
        }
    } = maxSize;

    /// <summary>An entry, 0 being the newest.</summary>
    public HeaderField this[int index] => _ring[(_newest + index) & (_ring.Length - 1)];

    /// <summary>Adds a field; the oldest make room, and one that is larger than the table only empties it.</summary>
    public void Add(HeaderField field)
    {
        Shrink(MaxSize - field.Size);
        if (field.Size > MaxSize)
            return;
        if (Count == _ring.Length)
            Grow();
        _newest = (_newest - 1) & (_ring.Length - 1);
        _ring[_newest] = field;
        Count++;
        Size += field.Size;
    }

    /// <summary>The place of a field; negative: <c>-1 - place</c> of one with the same name only; null: there is none.</summary>
    public int? Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int? named = null;
        for (var i = 0; i < Count; i++)
        {
            var entry = this[i];
            if (!entry.Name.AsSpan().SequenceEqual(name))
                continue;
            if (entry.Value.AsSpan().SequenceEqual(value))
                return i;
            named ??= -1 - i;
        }
        return named;
    }

    private void Shrink(int size)
    {
        while (Size > size && Count > 0)
        {
            var oldest = (_newest + Count - 1) & (_ring.Length - 1);
            Size -= _ring[oldest].Size;
            _ring[oldest] = default;
            Count--;
        }
    }

    private void Grow()
    {
        var larger = new HeaderField[_ring.Length * 2];
        for (var i = 0; i < Count; i++)
            larger[i] = this[i];
        (_ring, _newest) = (larger, 0);
    }
}
