using System.Buffers.Binary;

namespace SecureExec.Sidecar.Compression;

/// <summary>Writes deflate blocks: collects literals and matches, chooses the shortest of the three forms, and keeps the bits until there is room for them.</summary>
internal sealed class DeflateBlocks
{
    private const int StoredBlock = 0, FixedBlock = 1, DynamicBlock = 2, CodeBits = 7, CodeLengthBase = 0;

    private static readonly byte[] LengthOfFixedLiteral = DeflateCode.FixedLiteralLengths(), LengthOfFixedDistance = DeflateCode.FixedDistanceLengths();
    private static readonly ushort[] FixedLiteralCodes = Fixed(LengthOfFixedLiteral), FixedDistanceCodes = Fixed(LengthOfFixedDistance);
    private static readonly byte[] LengthCodes = MakeLengthCodes(), DistanceCodes = MakeDistanceCodes();
    private static readonly byte[] RepeatExtra = [2, 3, 7];

    private readonly DeflateTree _literals = new(DeflateCode.MaxLengthCodes, DeflateCode.LengthExtra.ToArray(), DeflateCode.Literals + 1, DeflateCode.MaxBits);
    private readonly DeflateTree _distances = new(DeflateCode.MaxDistanceCodes, DeflateCode.DistanceExtra.ToArray(), CodeLengthBase, DeflateCode.MaxBits);
    private readonly DeflateTree _codeLengths = new(DeflateCode.CodeLengthCodes, RepeatExtra, 16, CodeBits);
    private readonly ushort[] _symbolDistances;
    private readonly byte[] _symbolValues;
    private readonly byte[] _pending;
    private int _pendingStart, _pendingEnd, _symbols;
    private ulong _hold;
    private int _bits;

    /// <param name="memoryLevel">1 to 9: 2^(level+6) symbols make a block.</param>
    public DeflateBlocks(int memoryLevel)
    {
        var size = 1 << memoryLevel + 6;
        (_symbolDistances, _symbolValues, _pending) = (new ushort[size], new byte[size], new byte[size * 4 + 1024]);
        MaxStored = Math.Min(0xffff, size * 4 - 5);
        Reset();
    }

    /// <summary>The most bytes that one stored block takes here.</summary>
    public int MaxStored { get; }

    /// <summary>Bytes written and not yet given out.</summary>
    public int Pending => _pendingEnd - _pendingStart;

    /// <summary>Whether symbols were collected since the last block.</summary>
    public bool HasSymbols => _symbols > 0;

    public void Reset()
    {
        (_pendingStart, _pendingEnd, _hold, _bits) = (0, 0, 0, 0);
        BeginBlock();
    }

    /// <summary>Counts a literal in. True: the block is full.</summary>
    public bool Literal(byte value)
    {
        (_symbolDistances[_symbols], _symbolValues[_symbols]) = (0, value);
        _literals.Count(value);
        return ++_symbols == _symbolDistances.Length - 1;
    }

    /// <summary>Counts a match in. True: the block is full.</summary>
    public bool Match(int distance, int length)
    {
        (_symbolDistances[_symbols], _symbolValues[_symbols]) = ((ushort)distance, (byte)(length - DeflateCode.MinMatch));
        _literals.Count(LengthCodes[length - DeflateCode.MinMatch] + DeflateCode.Literals + 1);
        _distances.Count(DistanceCode(distance));
        return ++_symbols == _symbolDistances.Length - 1;
    }

    /// <summary>Gives out what there is room for.</summary>
    public void Drain(ZlibBuffers io)
    {
        FlushBits();
        _pendingStart += io.Write(_pending.AsSpan(_pendingStart, Pending));
        if (_pendingStart == _pendingEnd)
            _pendingStart = _pendingEnd = 0;
    }

    /// <summary>Ends the block: in the shortest form, or as <paramref name="onlyFixed"/> says.</summary>
    /// <param name="stored">The bytes it stands for; null: they are gone.</param>
    public void EndBlock(ReadOnlySpan<byte> stored, bool canStore, bool isLast, bool onlyFixed)
    {
        _literals.Count(DeflateCode.EndOfBlock);
        _literals.Build();
        _distances.Build();
        var order = CountCodeLengths();
        var dynamicBits = _literals.Cost + _distances.Cost + _codeLengths.Cost + 3 * (order + 1) + 14;
        var fixedBits = _literals.CostWith(LengthOfFixedLiteral) + _distances.CostWith(LengthOfFixedDistance);
        var best = onlyFixed ? fixedBits : Math.Min(dynamicBits, fixedBits);
        if (canStore && stored.Length + 4 <= best + 3 + 7 >> 3)
        {
            Stored(stored, isLast);
        }
        else if (onlyFixed || fixedBits <= dynamicBits)
        {
            Put((FixedBlock << 1) + (isLast ? 1 : 0), 3);
            Symbols(FixedLiteralCodes, LengthOfFixedLiteral, FixedDistanceCodes, LengthOfFixedDistance);
        }
        else
        {
            Put((DynamicBlock << 1) + (isLast ? 1 : 0), 3);
            Trees(order);
            Symbols(_literals.Codes, _literals.Lengths, _distances.Codes, _distances.Lengths);
        }
        BeginBlock();
        if (isLast)
            Align();
    }

    /// <summary>A block of bytes as they are.</summary>
    public void Stored(ReadOnlySpan<byte> bytes, bool isLast)
    {
        Put((StoredBlock << 1) + (isLast ? 1 : 0), 3);
        Align();
        Span<byte> lengths = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(lengths, (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(lengths[2..], (ushort)~bytes.Length);
        Append(lengths);
        Append(bytes);
    }

    /// <summary>An empty block, so that a reader gets all bits of the last one.</summary>
    public void Empty()
    {
        Put(FixedBlock << 1, 3);
        Put(0, 7);
        FlushBits();
    }

    /// <summary>Bytes of a header or trailer.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Align();
        Append(bytes);
    }

    private static ushort[] Fixed(byte[] lengths)
    {
        var codes = new ushort[lengths.Length];
        DeflateTree.Assign(lengths, codes);
        return codes;
    }

    private static byte[] MakeLengthCodes()
    {
        var codes = new byte[DeflateCode.MaxMatch - DeflateCode.MinMatch + 1];
        for (var code = 0; code < DeflateCode.LengthBase.Length; code++)
            codes.AsSpan(DeflateCode.LengthBase[code] - DeflateCode.MinMatch).Fill((byte)code);
        return codes;
    }

    // Distances from 257 on have codes for groups of 128.
    private static byte[] MakeDistanceCodes()
    {
        var codes = new byte[512];
        for (var code = 0; code < DeflateCode.DistanceBase.Length; code++)
        {
            int first = DeflateCode.DistanceBase[code] - 1;
            codes.AsSpan(first < 256 ? first : 256 + (first >> 7)).Fill((byte)code);
        }
        return codes;
    }

    private static int DistanceCode(int distance) => distance <= 256 ? DistanceCodes[distance - 1] : DistanceCodes[256 + (distance - 1 >> 7)];

    private void BeginBlock()
    {
        _symbols = 0;
        _literals.Clear();
        _distances.Clear();
    }

    private int CountCodeLengths()
    {
        _codeLengths.Clear();
        Scan(static (blocks, symbol, _) => blocks._codeLengths.Count(symbol));
        _codeLengths.Build();
        var order = DeflateCode.CodeLengthCodes - 1;
        while (order >= 3 && _codeLengths.Lengths[DeflateCode.CodeLengthOrder[order]] == 0)
            order--;
        return order;
    }

    private void Trees(int order)
    {
        Put(_literals.MaxCode + 1 - 257, 5);
        Put(_distances.MaxCode, 5);
        Put(order + 1 - 4, 4);
        for (var i = 0; i <= order; i++)
            Put(_codeLengths.Lengths[DeflateCode.CodeLengthOrder[i]], 3);
        Scan(static (blocks, symbol, repeat) =>
        {
            blocks.Put(blocks._codeLengths.Codes[symbol], blocks._codeLengths.Lengths[symbol]);
            if (symbol >= 16)
                blocks.Put(repeat, RepeatExtra[symbol - 16]);
        });
    }

    // The code lengths of both trees, runs shortened; each tree begins anew.
    private void Scan(Action<DeflateBlocks, int, int> each)
    {
        ScanTree(_literals.Lengths[..(_literals.MaxCode + 1)], each);
        ScanTree(_distances.Lengths[..(_distances.MaxCode + 1)], each);
    }

    private void ScanTree(ReadOnlySpan<byte> lengths, Action<DeflateBlocks, int, int> each)
    {
        for (var at = 0; at < lengths.Length;)
        {
            var length = lengths[at];
            var run = 1;
            while (at + run < lengths.Length && lengths[at + run] == length)
                run++;
            at += run;
            if (length != 0)
            {
                each(this, length, 0);
                run--;
            }
            for (int most = length == 0 ? 138 : 6; run >= 3;)
            {
                var part = Math.Min(run, most);
                if (length != 0)
                    each(this, 16, part - 3);
                else if (part <= 10)
                    each(this, 17, part - 3);
                else
                    each(this, 18, part - 11);
                run -= part;
            }
            for (; run > 0; run--)
                each(this, length, 0);
        }
    }

    private void Symbols(ReadOnlySpan<ushort> literalCodes, ReadOnlySpan<byte> literalLengths, ReadOnlySpan<ushort> distanceCodes, ReadOnlySpan<byte> distanceLengths)
    {
        for (var i = 0; i < _symbols; i++)
        {
            int distance = _symbolDistances[i], value = _symbolValues[i];
            if (distance == 0)
            {
                Put(literalCodes[value], literalLengths[value]);
                continue;
            }
            int code = LengthCodes[value];
            Put(literalCodes[code + DeflateCode.Literals + 1], literalLengths[code + DeflateCode.Literals + 1]);
            Put(value + DeflateCode.MinMatch - DeflateCode.LengthBase[code], DeflateCode.LengthExtra[code]);
            code = DistanceCode(distance);
            Put(distanceCodes[code], distanceLengths[code]);
            Put(distance - DeflateCode.DistanceBase[code], DeflateCode.DistanceExtra[code]);
        }
        Put(literalCodes[DeflateCode.EndOfBlock], literalLengths[DeflateCode.EndOfBlock]);
    }

    private void Put(int value, int count)
    {
        _hold |= (ulong)value << _bits;
        _bits += count;
        if (_bits < 32)
            return;
        BinaryPrimitives.WriteUInt32LittleEndian(Room(4), (uint)_hold);
        _hold >>= 32;
        _bits -= 32;
    }

    private void FlushBits()
    {
        for (; _bits >= 8; _bits -= 8)
        {
            Room(1)[0] = (byte)_hold;
            _hold >>= 8;
        }
    }

    private void Align()
    {
        FlushBits();
        if (_bits > 0)
            Room(1)[0] = (byte)_hold;
        (_hold, _bits) = (0, 0);
    }

    private void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    private Span<byte> Room(int count)
    {
        _pendingEnd += count;
        return _pending.AsSpan(_pendingEnd - count, count);
    }
}
