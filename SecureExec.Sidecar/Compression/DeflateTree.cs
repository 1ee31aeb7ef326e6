namespace SecureExec.Sidecar.Compression;

/// <summary>How often each symbol of an alphabet occurs in a block, and the Huffman code made from it, as zlib makes it.</summary>
internal sealed class DeflateTree(int symbols, byte[] extraBits, int extraBase, int maxBits)
{
    private readonly int[] _heap = new int[2 * symbols + 1];
    private readonly int[] _frequency = new int[2 * symbols + 1];
    private readonly int[] _parent = new int[2 * symbols + 1];
    private readonly byte[] _depth = new byte[2 * symbols + 1];
    private readonly byte[] _allLengths = new byte[2 * symbols + 1];
    private int _heapLength, _heapMax;

    /// <summary>Code of each symbol, first bit lowest.</summary>
    public ushort[] Codes { get; } = new ushort[symbols];

    /// <summary>Bits of each symbol's code.</summary>
    public ReadOnlySpan<byte> Lengths => _allLengths;

    /// <summary>The last symbol that occurs.</summary>
    public int MaxCode { get; private set; }

    public void Clear() => _frequency.AsSpan(0, symbols).Clear();

    public void Count(int symbol) => _frequency[symbol]++;

    public int Frequency(int symbol) => _frequency[symbol];

    /// <summary>Bits that the counted symbols take with the code, their extra bits included.</summary>
    public long Cost { get; private set; }

    /// <summary>Bits that they would take with other code lengths.</summary>
    public long CostWith(ReadOnlySpan<byte> lengths)
    {
        long bits = 0;
        for (var symbol = 0; symbol < symbols; symbol++)
            bits += (long)_frequency[symbol] * (lengths[symbol] + Extra(symbol));
        return bits;
    }

    /// <summary>Makes the code. At least two symbols get one.</summary>
    public void Build()
    {
        (_heapLength, _heapMax) = (0, _heap.Length);
        MaxCode = -1;
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            if (_frequency[symbol] != 0)
            {
                _heap[++_heapLength] = MaxCode = symbol;
                _depth[symbol] = 0;
            }
            else
            {
                _allLengths[symbol] = 0;
            }
        }
        var forced = new List<int>();
        while (_heapLength < 2)
        {
            var symbol = MaxCode < 2 ? ++MaxCode : 0;
            _heap[++_heapLength] = symbol;
            _frequency[symbol] = 1;
            _depth[symbol] = 0;
            forced.Add(symbol);
        }
        for (var i = _heapLength / 2; i >= 1; i--)
            SiftDown(i);
        Join();
        SetLengths();
        MakeCodes();
        foreach (var symbol in forced)
            _frequency[symbol] = 0;
        Cost = CostWith(_allLengths);
    }

    private int Extra(int symbol) => symbol >= extraBase && symbol - extraBase < extraBits.Length ? extraBits[symbol - extraBase] : 0;

    private bool IsSmaller(int a, int b) => _frequency[a] < _frequency[b] || _frequency[a] == _frequency[b] && _depth[a] <= _depth[b];

    private void SiftDown(int at)
    {
        var node = _heap[at];
        for (var child = at << 1; child <= _heapLength; child <<= 1)
        {
            if (child < _heapLength && IsSmaller(_heap[child + 1], _heap[child]))
                child++;
            if (IsSmaller(node, _heap[child]))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = node;
    }

    // The two rarest become one, until there is one left.
    private void Join()
    {
        var node = symbols;
        do
        {
            var first = _heap[1];
            _heap[1] = _heap[_heapLength--];
            SiftDown(1);
            var second = _heap[1];
            _heap[--_heapMax] = first;
            _heap[--_heapMax] = second;
            _frequency[node] = _frequency[first] + _frequency[second];
            _depth[node] = (byte)(Math.Max(_depth[first], _depth[second]) + 1);
            _parent[first] = _parent[second] = node;
            _heap[1] = node++;
            SiftDown(1);
        }
        while (_heapLength >= 2);
        _heap[--_heapMax] = _heap[1];
    }

    private void SetLengths()
    {
        Span<int> counts = stackalloc int[DeflateCode.MaxBits + 1];
        var overflow = 0;
        _allLengths[_heap[_heapMax]] = 0;
        for (var h = _heapMax + 1; h < _heap.Length; h++)
        {
            var node = _heap[h];
            var length = _allLengths[_parent[node]] + 1;
            if (length > maxBits)
            {
                length = maxBits;
                overflow++;
            }
            _allLengths[node] = (byte)length;
            if (node < symbols)
                counts[length]++;
        }
        if (overflow == 0)
            return;
        // Leaves that were too deep take the place beside shallower ones.
        do
        {
            var bits = maxBits - 1;
            while (counts[bits] == 0)
                bits--;
            counts[bits]--;
            counts[bits + 1] += 2;
            counts[maxBits]--;
            overflow -= 2;
        }
        while (overflow > 0);
        var at = _heap.Length;
        for (var bits = maxBits; bits != 0; bits--)
        {
            for (var n = counts[bits]; n != 0;)
            {
                var node = _heap[--at];
                if (node >= symbols)
                    continue;
                _allLengths[node] = (byte)bits;
                n--;
            }
        }
    }

    private void MakeCodes() => Assign(_allLengths.AsSpan(0, symbols), Codes);

    /// <summary>The canonical codes of given lengths, first bit lowest.</summary>
    public static void Assign(ReadOnlySpan<byte> lengths, Span<ushort> codes)
    {
        Span<int> next = stackalloc int[DeflateCode.MaxBits + 2];
        Span<int> counts = stackalloc int[DeflateCode.MaxBits + 1];
        foreach (var length in lengths)
            counts[length]++;
        counts[0] = 0;
        for (var bits = 1; bits <= DeflateCode.MaxBits; bits++)
            next[bits + 1] = next[bits] + counts[bits] << 1;
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] != 0)
                codes[symbol] = (ushort)DeflateCode.Reverse(next[lengths[symbol]]++, lengths[symbol]);
        }
    }
}
