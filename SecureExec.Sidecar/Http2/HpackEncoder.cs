using System.Buffers;

namespace SecureExec.Sidecar.Http2;

/// <summary>Writes header blocks (RFC 7541), with nghttp2's choice of what enters the table.</summary>
internal sealed class HpackEncoder
{
    /// <summary>The largest table that is ever used, whatever the peer and the program allow: a larger one is searched longer than it saves.</summary>
    public const int MaxTableSize = 64 * 1024;

    private const int DefaultTableSize = 4096, ShortCookie = 20;

    private static readonly HashSet<string> NotWorthKeeping = new(StringComparer.Ordinal)
    {
        ":path", "age", "content-length", "etag", "if-modified-since", "if-none-match", "location", "set-cookie",
    };

    private readonly HpackDynamicTable _table;
    private readonly int _limit;
    private int _smallest = int.MaxValue;
    private bool _changed;

    /// <param name="limit">Bytes of table at most, whatever the peer allows.</param>
    public HpackEncoder(uint limit)
    {
        _limit = (int)Math.Min(limit, MaxTableSize);
        _table = new HpackDynamicTable(Math.Min(_limit, DefaultTableSize));
        if (_limit < DefaultTableSize)
            (_changed, _smallest) = (true, _limit);
    }

    /// <summary>Size of the table now.</summary>
    public int TableSize => _table.Size;

    /// <summary>The peer allows a table of this size (<c>SETTINGS_HEADER_TABLE_SIZE</c>).</summary>
    public void AllowTableSize(uint size)
    {
        _table.MaxSize = (int)Math.Min(size, (uint)_limit);
        _smallest = Math.Min(_smallest, _table.MaxSize);
        _changed = true;
    }

    /// <summary>The most bytes that a block of these fields can take.</summary>
    public static long Bound(IReadOnlyList<HeaderField> fields)
    {
        // As nghttp2: two changes of the table's size, and six bytes for each length.
        var bound = 12L + 12L * fields.Count;
        foreach (var field in fields)
            bound += field.Name.Length + field.Value.Length;
        return bound;
    }

    /// <summary>Writes one block.</summary>
    public void Encode(IReadOnlyList<HeaderField> fields, IBufferWriter<byte> output)
    {
        if (_changed)
        {
            if (_smallest < _table.MaxSize)
                HpackInteger.Write(output, 0x20, 5, _smallest);
            HpackInteger.Write(output, 0x20, 5, _table.MaxSize);
            (_changed, _smallest) = (false, int.MaxValue);
        }
        foreach (var field in fields)
            Encode(field, output);
    }

    private void Encode(HeaderField field, IBufferWriter<byte> output)
    {
        var name = System.Text.Encoding.Latin1.GetString(field.Name);
        var isSecret = field.NeverIndexed || name == "authorization" || name == "cookie" && field.Value.Length < ShortCookie;
        var index = Find(field, nameOnly: isSecret);
        if (index > 0 && !isSecret)
        {
            HpackInteger.Write(output, 0x80, 7, index);
            return;
        }
        var keeps = !isSecret && !NotWorthKeeping.Contains(name) && field.Size <= _table.MaxSize * 3L / 4;
        var (pattern, bits) = isSecret ? (0x10, 4) : keeps ? (0x40, 6) : (0, 4);
        HpackInteger.Write(output, pattern, bits, Math.Abs(index));
        if (index == 0)
            WriteText(output, field.Name);
        WriteText(output, field.Value);
        if (keeps)
            _table.Add(field);
    }

    // As HpackStaticTable.Find, over both tables.
    private int Find(HeaderField field, bool nameOnly)
    {
        var fixedIndex = HpackStaticTable.Find(field.Name, field.Value);
        if (fixedIndex > 0)
            return fixedIndex;
        if (nameOnly && fixedIndex < 0)
            return fixedIndex;
        return _table.Find(field.Name, field.Value) switch
        {
            { } place and >= 0 => HpackStaticTable.Count + 1 + place,
            { } named when fixedIndex == 0 => named - HpackStaticTable.Count,
            _ => fixedIndex,
        };
    }

    private static void WriteText(IBufferWriter<byte> output, byte[] text)
    {
        var encoded = HuffmanCode.EncodedLength(text);
        if (encoded < text.Length)
        {
            HpackInteger.Write(output, 0x80, 7, encoded);
            HuffmanCode.Encode(text, output);
            return;
        }
        HpackInteger.Write(output, 0, 7, text.Length);
        output.Write(text);
    }
}
