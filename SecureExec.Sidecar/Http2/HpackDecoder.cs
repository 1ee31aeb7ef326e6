namespace SecureExec.Sidecar.Http2;

/// <summary>
/// Reads header blocks (RFC 7541) that come in pieces. What is held is the table, at most what was allowed, and one field that has not come whole, each of its two texts at most
/// <see cref="MaxText"/>.
/// </summary>
internal sealed class HpackDecoder
{
    /// <summary>Encoded bytes of one name or value, nghttp2's bound.</summary>
    public const int MaxText = 65536;

    private const int DefaultTableSize = 4096, KeptBuffer = 16 * 1024;

    private readonly HpackDynamicTable _table = new(DefaultTableSize);
    private byte[] _buffer = [];
    private int _start, _end;
    private int _allowed = DefaultTableSize;
    private bool _mustShrink, _inFields, _failed;

    /// <summary>What came of reading.</summary>
    public enum Outcome
    {
        /// <summary>A field was read.</summary>
        Field,

        /// <summary>The next field has not come whole.</summary>
        NeedsMore,

        /// <summary>The block is malformed; nothing more can be read on this connection.</summary>
        Malformed,
    }

    /// <summary>Size of the table now.</summary>
    public int TableSize => _table.Size;

    /// <summary>Bytes of input that wait.</summary>
    public int BufferedBytes => _buffer.Length;

    /// <summary>Everything that came was read.</summary>
    public bool IsAtBoundary => _start == _end;

    /// <summary>The peer may use a table of this size from the next block on (<c>SETTINGS_HEADER_TABLE_SIZE</c>, acknowledged).</summary>
    public void AllowTableSize(uint size)
    {
        _allowed = (int)Math.Min(size, int.MaxValue);
        if (_table.MaxSize <= _allowed)
            return;
        _table.MaxSize = _allowed;
        _mustShrink = true;
    }

    /// <summary>A piece of the block.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_buffer.Length < _end + piece.Length)
            Array.Resize(ref _buffer, Math.Max(_end + piece.Length, Math.Min(_buffer.Length * 2, _end + MaxText)));
        piece.CopyTo(_buffer.AsSpan(_end));
        _end += piece.Length;
    }

    /// <summary>The next field.</summary>
    public Outcome Read(out HeaderField field)
    {
        field = default;
        while (!_failed && _start < _end)
        {
            var input = _buffer.AsSpan(_start.._end);
            var taken = (input[0] & 0xe0) == 0x20 ? ReadTableSize(input) : ReadField(input, out field);
            if (taken == 0)
                return Outcome.NeedsMore;
            _failed |= taken < 0;
            if (_failed)
                break;
            _start += taken;
            if (field.Name != null)
                return Outcome.Field;
        }
        return _failed ? Outcome.Malformed : Outcome.NeedsMore;
    }

    /// <summary>The block ends. False: within a field.</summary>
    public bool End()
    {
        _failed |= !IsAtBoundary;
        (_start, _end, _inFields) = (0, 0, false);
        if (_buffer.Length > KeptBuffer)
            _buffer = [];
        return !_failed;
    }

    private int ReadTableSize(ReadOnlySpan<byte> input)
    {
        var taken = HpackInteger.Read(input, 5, out var size);
        if (taken <= 0)
            return taken;
        if (_inFields || size > _allowed)
            return -1;
        _table.MaxSize = size;
        _mustShrink = false;
        return taken;
    }

    private int ReadField(ReadOnlySpan<byte> input, out HeaderField field)
    {
        field = default;
        if (_mustShrink)
            return -1;
        _inFields = true;
        var first = input[0];
        var bits = first >= 0x80 ? 7 : first >= 0x40 ? 6 : 4;
        var taken = HpackInteger.Read(input, bits, out var index);
        if (taken <= 0)
            return taken;
        if (index > HpackStaticTable.Count + _table.Count || first >= 0x80 && index == 0)
            return -1;
        if (first >= 0x80)
        {
            field = Get(index) with { NeverIndexed = false };
            return taken;
        }
        // Lengths first, so that nothing is decoded before all is there.
        var nameAt = taken;
        var (nameStart, nameLength) = (0, 0);
        if (index == 0 && Length(input, nameAt, out nameStart, out nameLength) is var ready and <= 0)
            return ready;
        var valueAt = index == 0 ? nameStart + nameLength : taken;
        if (Length(input, valueAt, out var valueStart, out var valueLength) is var whole and <= 0)
            return whole;
        var name = index == 0 ? Text(input, nameAt, nameStart, nameLength) : Get(index).Name;
        var value = Text(input, valueAt, valueStart, valueLength);
        if (name == null || value == null)
            return -1;
        field = new HeaderField(name, value, (first & 0xf0) == 0x10);
        if (first >= 0x40)
            _table.Add(field);
        return valueStart + valueLength;
    }

    private HeaderField Get(int index) => index <= HpackStaticTable.Count ? HpackStaticTable.Get(index) : _table[index - HpackStaticTable.Count - 1];

    // Where a text begins and its bytes. 1: it is there whole; 0: not yet; -1: it is too long.
    private static int Length(ReadOnlySpan<byte> input, int at, out int start, out int length)
    {
        (start, length) = (0, 0);
        if (at >= input.Length)
            return 0;
        var taken = HpackInteger.Read(input[at..], 7, out length);
        if (taken < 0 || length > MaxText)
            return -1;
        start = at + taken;
        return taken > 0 && start + length <= input.Length ? 1 : 0;
    }

    private static byte[]? Text(ReadOnlySpan<byte> input, int at, int start, int length)
    {
        var bytes = input.Slice(start, length);
        return input[at] < 0x80 ? bytes.ToArray() : HuffmanCode.Decode(bytes);
    }
}
