namespace SecureExec.Sidecar.Compression;

/// <summary>
/// A canonical Huffman code as RFC 1951 describes it, for decoding: short codes by one look into a table, longer ones bit by bit.
/// </summary>
internal sealed class HuffmanDecoder
{
    /// <summary>Answers of <see cref="Decode"/>: more bits are needed, or no symbol has such a code.</summary>
    public const int NeedsBits = -1, NoSymbol = -2;

    private const int RootBits = 10, LengthBits = 4;

    private readonly ushort[] _root = new ushort[1 << RootBits];
    private readonly ushort[] _counts = new ushort[DeflateCode.MaxBits + 1];
    private readonly ushort[] _symbols = new ushort[288];
    private int _longest;

    /// <summary>Takes the code lengths. False: they are no code, or leave one incomplete where that is not allowed.</summary>
    /// <param name="lengths">Bits of each symbol's code; 0 for a symbol that does not occur.</param>
    /// <param name="mayBeSingle">Whether one symbol with a code of one bit, or no symbol, will do.</param>
    public bool TryBuild(ReadOnlySpan<byte> lengths, bool mayBeSingle)
    {
        _counts.AsSpan().Clear();
        foreach (var length in lengths)
            _counts[length]++;
        _counts[0] = 0;
        _longest = Array.FindLastIndex(_counts, count => count != 0);
        if (_longest < 0)
        {
            _longest = 0;
            _root.AsSpan().Clear();
            return mayBeSingle;
        }
        var left = 1;
        for (var length = 1; length <= DeflateCode.MaxBits; length++)
        {
            left = (left << 1) - _counts[length];
            if (left < 0)
                return false;
        }
        if (left > 0 && !(mayBeSingle && _longest == 1))
            return false;
        Fill(lengths);
        return true;
    }

    /// <summary>The next symbol and how many bits it takes, or one of the negative answers.</summary>
    /// <param name="bits">What was read, first bit lowest.</param>
    /// <param name="count">How many bits of it there are.</param>
    /// <param name="used">How many of them the symbol takes.</param>
    public int Decode(ulong bits, int count, out int used)
    {
        var entry = _root[bits & (1 << RootBits) - 1];
        used = entry & (1 << LengthBits) - 1;
        if (used != 0)
            return used <= count ? entry >> LengthBits : NeedsBits;
        return DecodeLong(bits, count, out used);
    }

    private void Fill(ReadOnlySpan<byte> lengths)
    {
        Span<int> offsets = stackalloc int[DeflateCode.MaxBits + 2], codes = stackalloc int[DeflateCode.MaxBits + 2];
        for (var length = 1; length <= DeflateCode.MaxBits; length++)
        {
            offsets[length + 1] = offsets[length] + _counts[length];
            codes[length + 1] = codes[length] + _counts[length] << 1;
        }
        _root.AsSpan().Clear();
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
                continue;
            _symbols[offsets[length]++] = (ushort)symbol;
            var code = codes[length]++;
            if (length > RootBits)
                continue;
            for (var at = DeflateCode.Reverse(code, length); at < _root.Length; at += 1 << length)
                _root[at] = (ushort)(symbol << LengthBits | length);
        }
    }

    private int DecodeLong(ulong bits, int count, out int used)
    {
        int code = 0, first = 0, index = 0;
        for (used = 1; used <= _longest; used++)
        {
            if (used > count)
                return NeedsBits;
            code |= (int)(bits & 1);
            bits >>= 1;
            int here = _counts[used];
            if (code - first < here)
                return _symbols[index + code - first];
            index += here;
            first = first + here << 1;
            code <<= 1;
        }
        used = Math.Max(1, _longest);
        return count < used ? NeedsBits : NoSymbol;
    }
}
