using System.Buffers.Binary;

namespace SecureExec.Sidecar.Compression;

/// <summary>
/// Compresses into RFC 1950, 1951 or 1952 step by step, with the parameters, flushes and answers of zlib's <c>deflate</c>. Not thread-safe.
/// </summary>
internal sealed class Deflater
{
    private const int MinLookahead = DeflateCode.MaxMatch + DeflateCode.MinMatch + 1, TooFar = 4096, Unix = 3, DefaultLevel = 6;

    private readonly ZlibBuffers _io;
    private readonly ZlibWrapper _wrapper;
    private readonly DeflateBlocks _blocks;
    private readonly byte[] _window;
    private readonly ushort[] _head, _previous;
    private readonly int _windowBits, _windowSize, _windowMask, _hashMask, _hashShift;

    private DeflateLevel _search;
    private ZlibStrategy _strategy;
    private int _level, _hash, _at, _matchStart, _lookahead, _blockStart, _inserted, _matchLength, _previousLength, _previousMatch;
    private bool _matchAvailable, _headerDone, _finished, _trailerDone, _anyStep, _isPreset;
    private ZlibFlush? _lastFlush;
    private uint _check, _total;

    /// <param name="io">Where input comes from and output goes to.</param>
    /// <param name="wrapper">What stands around the data.</param>
    /// <param name="level">0 to 9, or -1 for the usual one.</param>
    /// <param name="windowBits">How far matches may reach back, as a power of two: 8 to 15; 8 is taken as 9.</param>
    /// <param name="memoryLevel">1 to 9: memory for hashing and for blocks.</param>
    /// <param name="strategy">What to look for.</param>
    public Deflater(ZlibBuffers io, ZlibWrapper wrapper, int level, int windowBits, int memoryLevel, ZlibStrategy strategy)
    {
        (_io, _wrapper, _strategy, _level) = (io, wrapper, strategy, level < 0 ? DefaultLevel : level);
        _search = DeflateLevel.All[_level];
        _windowBits = Math.Max(9, windowBits);
        _windowSize = 1 << _windowBits;
        _windowMask = _windowSize - 1;
        var hashBits = memoryLevel + 7;
        _hashMask = (1 << hashBits) - 1;
        _hashShift = (hashBits + DeflateCode.MinMatch - 1) / DeflateCode.MinMatch;
        _window = new byte[2 * _windowSize];
        _previous = new ushort[_windowSize];
        _head = new ushort[1 << hashBits];
        _blocks = new DeflateBlocks(memoryLevel);
        Reset();
    }

    /// <summary>Begins a new stream with the same parameters.</summary>
    public void Reset()
    {
        _blocks.Reset();
        _head.AsSpan().Clear();
        (_hash, _at, _matchStart, _lookahead, _blockStart, _inserted) = (0, 0, 0, 0, 0, 0);
        (_matchLength, _previousLength, _previousMatch, _matchAvailable) = (DeflateCode.MinMatch - 1, DeflateCode.MinMatch - 1, 0, false);
        (_headerDone, _finished, _trailerDone, _anyStep, _lastFlush, _total) = (_wrapper == ZlibWrapper.Raw, false, false, false, null, 0);
        _check = _wrapper == ZlibWrapper.Gzip ? 0 : Adler32.Initial;
    }

    /// <summary>Gives what matches may reach back to before the beginning. StreamError: compression has begun, or a file format has no place for it.</summary>
    public ZlibResult SetDictionary(ReadOnlySpan<byte> dictionary)
    {
        if (_wrapper == ZlibWrapper.Gzip || _lookahead != 0 || _wrapper == ZlibWrapper.Zlib && _anyStep)
            return ZlibResult.StreamError;
        if (_wrapper == ZlibWrapper.Zlib)
            _check = Adler32.Update(_check, dictionary);
        if (dictionary.Length >= _windowSize)
        {
            if (_wrapper == ZlibWrapper.Raw)
            {
                _head.AsSpan().Clear();
                (_at, _blockStart, _inserted) = (0, 0, 0);
            }
            dictionary = dictionary[^_windowSize..];
        }
        // It is taken in as input that never comes out.
        var (input, at, left) = (_io.Input, _io.InputAt, _io.InputLeft);
        _io.SetInput(dictionary.ToArray(), 0, dictionary.Length);
        _isPreset = true;
        Fill();
        while (_lookahead >= DeflateCode.MinMatch)
        {
            for (; _lookahead >= DeflateCode.MinMatch; _lookahead--)
                Insert(_at++);
            Fill();
        }
        _isPreset = false;
        _io.SetInput(input, at, left);
        _at += _lookahead;
        (_blockStart, _inserted, _lookahead) = (_at, _lookahead, 0);
        return ZlibResult.Ok;
    }

    /// <summary>Changes level and strategy from here on. BufferError: there was no room for what was compressed before.</summary>
    public ZlibResult SetParameters(int level, ZlibStrategy strategy)
    {
        level = level < 0 ? DefaultLevel : level;
        var search = DeflateLevel.All[level];
        if ((strategy != _strategy || search.Method != _search.Method) && _anyStep)
        {
            var result = Step(ZlibFlush.Block);
            if (result == ZlibResult.StreamError)
                return result;
            if (_io.InputLeft > 0 || _at - _blockStart + _lookahead > 0)
                return ZlibResult.BufferError;
        }
        if (_level != level)
        {
            if (_level == 0)
                _head.AsSpan().Clear(); // stored places were not remembered
            (_level, _search) = (level, search);
        }
        _strategy = strategy;
        return ZlibResult.Ok;
    }

    /// <summary>Compresses until input or room is used up.</summary>
    public ZlibResult Step(ZlibFlush flush)
    {
        if (_finished && flush != ZlibFlush.Finish)
            return ZlibResult.StreamError;
        if (_io.OutputLeft == 0)
            return ZlibResult.BufferError;
        _anyStep = true;
        var previous = _lastFlush;
        _lastFlush = flush;
        if (!_headerDone)
            Header();
        if (_blocks.Pending > 0)
        {
            _blocks.Drain(_io);
            if (_io.OutputLeft == 0)
            {
                _lastFlush = null;
                return ZlibResult.Ok;
            }
        }
        else if (_io.InputLeft == 0 && previous is { } last && Rank(flush) <= Rank(last) && flush != ZlibFlush.Finish)
        {
            return ZlibResult.BufferError;
        }
        if (_finished && _io.InputLeft > 0)
            return ZlibResult.BufferError;
        if (!Compress(flush))
            return ZlibResult.Ok;
        if (flush != ZlibFlush.Finish)
            return ZlibResult.Ok;
        if (!_trailerDone)
            Trailer();
        _blocks.Drain(_io);
        return _blocks.Pending > 0 ? ZlibResult.Ok : ZlibResult.StreamEnd;
    }

    // A full flush is more than a partial one, a block less.
    private static int Rank(ZlibFlush flush) => (int)flush * 2 - (flush > ZlibFlush.Finish ? 9 : 0);

    // False: the step is over, the room is full or the input used up.
    private bool Compress(ZlibFlush flush)
    {
        if (_io.InputLeft == 0 && _lookahead == 0 && (flush == ZlibFlush.None || _finished))
            return true;
        var state = _search.Method == DeflateMethod.Stored ? CompressStored(flush)
            : _strategy == ZlibStrategy.HuffmanOnly ? CompressHuffman(flush)
            : _strategy == ZlibStrategy.RunLength ? CompressRuns(flush)
            : _search.Method == DeflateMethod.Fast ? CompressFast(flush)
            : CompressSlow(flush);
        if (state is BlockState.FinishStarted or BlockState.FinishDone)
            _finished = true;
        if (state is BlockState.NeedMore or BlockState.FinishStarted)
        {
            if (_io.OutputLeft == 0)
                _lastFlush = null;
            return false;
        }
        if (state != BlockState.BlockDone)
            return true;
        if (flush == ZlibFlush.Partial)
        {
            _blocks.Empty();
        }
        else if (flush != ZlibFlush.Block)
        {
            _blocks.Stored([], isLast: false);
            if (flush == ZlibFlush.Full)
            {
                _head.AsSpan().Clear();
                if (_lookahead == 0)
                    (_at, _blockStart, _inserted) = (0, 0, 0);
            }
        }
        _blocks.Drain(_io);
        if (_io.OutputLeft != 0)
            return true;
        _lastFlush = null;
        return false;
    }

    private enum BlockState
    {
        NeedMore,
        BlockDone,
        FinishStarted,
        FinishDone,
    }

    private void Header()
    {
        _headerDone = true;
        var isFast = _strategy >= ZlibStrategy.HuffmanOnly || _level < 2;
        if (_wrapper == ZlibWrapper.Gzip)
        {
            var hint = _level == 9 ? 2 : isFast ? 4 : 0;
            _blocks.Raw([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, (byte)hint, Unix]);
            return;
        }
        var header = 8 + (_windowBits - 8 << 4) << 8 | (isFast ? 0 : _level < 6 ? 1 : _level == 6 ? 2 : 3) << 6;
        var hasDictionary = _at != 0;
        if (hasDictionary)
            header |= 0x20;
        header += 31 - header % 31;
        Span<byte> bytes = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)header);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], _check);
        _blocks.Raw(bytes[..(hasDictionary ? 6 : 2)]);
        _check = Adler32.Initial;
    }

    private void Trailer()
    {
        _trailerDone = true;
        Span<byte> bytes = stackalloc byte[8];
        if (_wrapper == ZlibWrapper.Gzip)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, _check);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], _total);
            _blocks.Raw(bytes);
        }
        else if (_wrapper == ZlibWrapper.Zlib)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, _check);
            _blocks.Raw(bytes[..4]);
        }
    }

    private void SetHash(int at) => _hash = (_window[at] << _hashShift ^ _window[at + 1]) & _hashMask;

    // Remembers a place; the last earlier one with the same hash, or 0. The hash of the two bytes there is known.
    private int Insert(int at)
    {
        _hash = (_hash << _hashShift ^ _window[at + DeflateCode.MinMatch - 1]) & _hashMask;
        var earlier = _head[_hash];
        _previous[at & _windowMask] = earlier;
        _head[_hash] = (ushort)at;
        return earlier;
    }

    private void Fill()
    {
        do
        {
            if (_at >= _windowSize + (_windowSize - MinLookahead))
                Slide();
            if (_io.InputLeft == 0)
                break;
            var to = _window.AsSpan(_at + _lookahead);
            var count = _io.Read(to);
            Account(to[..count]);
            _lookahead += count;
            if (_lookahead + _inserted >= DeflateCode.MinMatch)
            {
                var from = _at - _inserted;
                SetHash(from);
                while (_inserted > 0)
                {
                    Insert(from++);
                    _inserted--;
                    if (_lookahead + _inserted < DeflateCode.MinMatch)
                        break;
                }
            }
        }
        while (_lookahead < MinLookahead && _io.InputLeft > 0);
    }

    private void Slide()
    {
        _window.AsSpan(_windowSize, _windowSize).CopyTo(_window);
        _matchStart -= _windowSize;
        _at -= _windowSize;
        _blockStart -= _windowSize;
        _inserted = Math.Min(_inserted, _at);
        foreach (var places in (ReadOnlySpan<ushort[]>)[_head, _previous])
        {
            for (var i = 0; i < places.Length; i++)
                places[i] = (ushort)Math.Max(0, places[i] - _windowSize);
        }
    }

    private void Account(ReadOnlySpan<byte> bytes)
    {
        if (_isPreset)
            return;
        _total += (uint)bytes.Length;
        if (_wrapper == ZlibWrapper.Gzip)
            _check = Crc32.Update(_check, bytes);
        else if (_wrapper == ZlibWrapper.Zlib)
            _check = Adler32.Update(_check, bytes);
    }

    private void EndBlock(bool isLast)
    {
        var canStore = _blockStart >= 0 && _at - _blockStart <= _blocks.MaxStored;
        var stored = canStore ? _window.AsSpan(_blockStart, _at - _blockStart) : default;
        _blocks.EndBlock(stored, canStore, isLast, _strategy == ZlibStrategy.Fixed);
        _blockStart = _at;
        _blocks.Drain(_io);
    }

    // What follows when all input is used up.
    private BlockState End(ZlibFlush flush, int inserted)
    {
        _inserted = inserted;
        if (flush == ZlibFlush.Finish)
        {
            EndBlock(isLast: true);
            return _io.OutputLeft == 0 ? BlockState.FinishStarted : BlockState.FinishDone;
        }
        if (_blocks.HasSymbols)
        {
            EndBlock(isLast: false);
            if (_io.OutputLeft == 0)
                return BlockState.NeedMore;
        }
        return BlockState.BlockDone;
    }

    private bool EndFull()
    {
        EndBlock(isLast: false);
        return _io.OutputLeft == 0;
    }

    private BlockState CompressStored(ZlibFlush flush)
    {
        while (true)
        {
            if (_lookahead <= 1)
            {
                Fill();
                if (_lookahead == 0 && flush == ZlibFlush.None)
                    return BlockState.NeedMore;
                if (_lookahead == 0)
                    break;
            }
            _at += _lookahead;
            _lookahead = 0;
            var most = Math.Min(_blocks.MaxStored, _windowSize);
            if (_at - _blockStart >= most)
            {
                // What is beyond one block comes back as input not yet looked at.
                _lookahead = _at - _blockStart - most;
                _at -= _lookahead;
                if (EndStored(isLast: false))
                    return BlockState.NeedMore;
            }
            else if (_at - _blockStart >= _windowSize - MinLookahead && EndStored(isLast: false))
            {
                return BlockState.NeedMore;
            }
        }
        _inserted = 0;
        if (flush == ZlibFlush.Finish)
            return EndStored(isLast: true) ? BlockState.FinishStarted : BlockState.FinishDone;
        return _at > _blockStart && EndStored(isLast: false) ? BlockState.NeedMore : BlockState.BlockDone;
    }

    // True: there is no more room.
    private bool EndStored(bool isLast)
    {
        _blocks.Stored(_window.AsSpan(_blockStart, _at - _blockStart), isLast);
        _blockStart = _at;
        _blocks.Drain(_io);
        return _io.OutputLeft == 0;
    }

    // Whether there is input: enough for the longest match, or the last of it. Null: more must come first.
    private bool? Refill(int enough, ZlibFlush flush)
    {
        if (_lookahead >= enough)
            return true;
        Fill();
        return _lookahead < enough && flush == ZlibFlush.None ? null : _lookahead != 0;
    }

    private BlockState CompressHuffman(ZlibFlush flush)
    {
        while (true)
        {
            if (Refill(1, flush) is not { } hasInput)
                return BlockState.NeedMore;
            if (!hasInput)
                break;
            _matchLength = 0;
            var isFull = _blocks.Literal(_window[_at]);
            _lookahead--;
            _at++;
            if (isFull && EndFull())
                return BlockState.NeedMore;
        }
        return End(flush, 0);
    }

    private BlockState CompressRuns(ZlibFlush flush)
    {
        while (true)
        {
            if (Refill(DeflateCode.MaxMatch + 1, flush) is not { } hasInput)
                return BlockState.NeedMore;
            if (!hasInput)
                break;
            var run = 0;
            if (_lookahead >= DeflateCode.MinMatch && _at > 0)
            {
                var most = Math.Min(_lookahead, DeflateCode.MaxMatch);
                var before = _window[_at - 1];
                while (run < most && _window[_at + run] == before)
                    run++;
            }
            bool isFull;
            if (run >= DeflateCode.MinMatch)
            {
                isFull = _blocks.Match(1, run);
                _lookahead -= run;
                _at += run;
            }
            else
            {
                isFull = _blocks.Literal(_window[_at]);
                _lookahead--;
                _at++;
            }
            if (isFull && EndFull())
                return BlockState.NeedMore;
        }
        return End(flush, 0);
    }

    private BlockState CompressFast(ZlibFlush flush)
    {
        while (true)
        {
            if (Refill(MinLookahead, flush) is not { } hasInput)
                return BlockState.NeedMore;
            if (!hasInput)
                break;
            var earlier = _lookahead >= DeflateCode.MinMatch ? Insert(_at) : 0;
            var length = 0;
            if (earlier != 0 && _at - earlier <= _windowSize - MinLookahead)
                length = LongestMatch(earlier, DeflateCode.MinMatch - 1);
            bool isFull;
            if (length >= DeflateCode.MinMatch)
            {
                isFull = _blocks.Match(_at - _matchStart, length);
                _lookahead -= length;
                if (length <= _search.Lazy && _lookahead >= DeflateCode.MinMatch)
                {
                    for (; length > 1; length--)
                        Insert(++_at);
                    _at++;
                }
                else
                {
                    _at += length;
                    SetHash(_at);
                }
            }
            else
            {
                isFull = _blocks.Literal(_window[_at]);
                _lookahead--;
                _at++;
            }
            if (isFull && EndFull())
                return BlockState.NeedMore;
        }
        return End(flush, Math.Min(_at, DeflateCode.MinMatch - 1));
    }

    private BlockState CompressSlow(ZlibFlush flush)
    {
        while (true)
        {
            if (Refill(MinLookahead, flush) is not { } hasInput)
                return BlockState.NeedMore;
            if (!hasInput)
                break;
            var earlier = _lookahead >= DeflateCode.MinMatch ? Insert(_at) : 0;
            (_previousLength, _previousMatch) = (_matchLength, _matchStart);
            _matchLength = DeflateCode.MinMatch - 1;
            if (earlier != 0 && _previousLength < _search.Lazy && _at - earlier <= _windowSize - MinLookahead)
            {
                _matchLength = LongestMatch(earlier, _previousLength);
                var isShort = _matchLength <= 5 && (_strategy == ZlibStrategy.Filtered || _matchLength == DeflateCode.MinMatch && _at - _matchStart > TooFar);
                if (isShort)
                    _matchLength = DeflateCode.MinMatch - 1;
            }
            if (_previousLength >= DeflateCode.MinMatch && _matchLength <= _previousLength)
            {
                if (TakePrevious())
                    return BlockState.NeedMore;
            }
            else if (_matchAvailable)
            {
                if (_blocks.Literal(_window[_at - 1]))
                    EndBlock(isLast: false);
                _at++;
                _lookahead--;
                if (_io.OutputLeft == 0)
                    return BlockState.NeedMore;
            }
            else
            {
                _matchAvailable = true;
                _at++;
                _lookahead--;
            }
        }
        if (_matchAvailable)
        {
            _blocks.Literal(_window[_at - 1]);
            _matchAvailable = false;
        }
        return End(flush, Math.Min(_at, DeflateCode.MinMatch - 1));
    }

    // The match at the place before is the better one. True: there is no more room.
    private bool TakePrevious()
    {
        var lastInsert = _at + _lookahead - DeflateCode.MinMatch;
        var isFull = _blocks.Match(_at - 1 - _previousMatch, _previousLength);
        _lookahead -= _previousLength - 1;
        for (_previousLength -= 2; _previousLength != 0; _previousLength--)
        {
            if (++_at <= lastInsert)
                Insert(_at);
        }
        _matchAvailable = false;
        _matchLength = DeflateCode.MinMatch - 1;
        _at++;
        return isFull && EndFull();
    }

    private int LongestMatch(int earlier, int best)
    {
        var chain = best >= _search.Good ? _search.Chain >> 2 : _search.Chain;
        var limit = Math.Max(0, _at - (_windowSize - MinLookahead));
        var nice = Math.Min(_search.Nice, _lookahead);
        var here = _window.AsSpan(_at, Math.Min(DeflateCode.MaxMatch, _window.Length - _at));
        var end = here[best];
        do
        {
            if (_window[earlier + best] == end)
            {
                var length = here.CommonPrefixLength(_window.AsSpan(earlier, here.Length));
                if (length > best)
                {
                    _matchStart = earlier;
                    best = length;
                    if (length >= nice || length >= here.Length)
                        break;
                    end = here[best];
                }
            }
            earlier = _previous[earlier & _windowMask];
        }
        while (earlier > limit && --chain != 0);
        return Math.Min(best, _lookahead);
    }
}
