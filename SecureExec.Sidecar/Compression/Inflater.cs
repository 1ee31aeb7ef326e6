namespace SecureExec.Sidecar.Compression;

/// <summary>
/// Decompresses a stream of RFC 1950, 1951 or 1952 step by step, with the answers, messages and limits of zlib's <c>inflate</c>. Not thread-safe.
/// </summary>
internal sealed class Inflater
{
    private const int MaxWindowBits = 15, FastInput = 8;
    private const int HeaderCheck = 2, ExtraField = 4, NameField = 8, CommentField = 16, ReservedFlags = 0xe0, Deflated = 8;

    private readonly ZlibWrapper _wrapper;
    private readonly int _givenWindowBits;
    private readonly InflateWindow _window = new();
    private readonly HuffmanDecoder _literalCode = new(), _distanceCode = new(), _lengthCode = new();
    private readonly byte[] _lengths = new byte[320];
    private readonly ZlibBuffers _io;

    private InflateState _state;
    private ulong _hold;
    private int _bits, _windowBits;
    private int _gzipFlags, _have, _literals, _distances, _codeLengths, _length, _distance, _extra, _checkedTo;
    private uint _check, _headerCheck, _total;
    private int _madeFrom;
    private bool _isLast, _isGzip, _hasDictionary;

    /// <param name="io">Where input comes from and output goes to.</param>
    /// <param name="wrapper">What stands around the data.</param>
    /// <param name="windowBits">Largest window, as a power of two, 8 to 15; 0: the one that the stream names.</param>
    public Inflater(ZlibBuffers io, ZlibWrapper wrapper, int windowBits)
    {
        (_io, _wrapper, _givenWindowBits) = (io, wrapper, windowBits);
        Reset();
    }

    /// <summary>Why the last step failed, in zlib's words; null when it did not.</summary>
    public string? Message { get; private set; }

    /// <summary>Begins a new stream.</summary>
    public void Reset()
    {
        (_hold, _bits, _windowBits, _total) = (0, 0, _givenWindowBits, 0);
        (_isLast, _isGzip, _hasDictionary, Message) = (false, false, false, null);
        _window.Clear();
        _state = _wrapper == ZlibWrapper.Raw ? InflateState.BlockType : InflateState.Head;
        _check = Adler32.Initial;
    }

    /// <summary>Gives what the stream's distances may reach back to before its beginning. DataError: it is another one than the stream names.</summary>
    public ZlibResult SetDictionary(ReadOnlySpan<byte> dictionary)
    {
        if (_wrapper != ZlibWrapper.Raw)
        {
            if (_state != InflateState.Dictionary)
                return ZlibResult.StreamError;
            if (Adler32.Update(Adler32.Initial, dictionary) != _check)
                return ZlibResult.DataError;
        }
        _window.Append(dictionary, WindowSize);
        _hasDictionary = true;
        return ZlibResult.Ok;
    }

    /// <summary>Decompresses until input or room is used up, or the stream ends or fails.</summary>
    public ZlibResult Step(ZlibFlush flush)
    {
        var (input, start) = (_io.InputLeft, _io.OutputAt);
        _checkedTo = start;
        var result = Run(flush);
        var made = _io.Output.AsSpan(start, _io.OutputAt - start);
        if (!made.IsEmpty && _state < InflateState.Bad && (_state < InflateState.Check || flush != ZlibFlush.Finish))
            _window.Append(made, WindowSize);
        Account();
        if (result == ZlibResult.Ok && (input == _io.InputLeft && made.IsEmpty || flush == ZlibFlush.Finish))
            result = ZlibResult.BufferError;
        return result;
    }

    private int WindowSize => 1 << (_windowBits == 0 ? MaxWindowBits : _windowBits);

    private int Made => _io.OutputAt - _madeFrom;

    private ZlibResult Run(ZlibFlush flush)
    {
        _madeFrom = _io.OutputAt;
        while (true)
        {
            switch (_state)
            {
                case InflateState.Head when !Head():
                case InflateState.GzipFlags when !GzipFlags():
                case InflateState.GzipTime when !HeaderBytes(32, InflateState.GzipSystem):
                case InflateState.GzipSystem when !HeaderBytes(16, InflateState.GzipExtraLength):
                case InflateState.GzipExtraLength when !GzipExtraLength():
                case InflateState.GzipExtra when !GzipExtra():
                case InflateState.GzipName when !GzipText(NameField, InflateState.GzipComment):
                case InflateState.GzipComment when !GzipText(CommentField, InflateState.GzipHeaderCheck):
                case InflateState.GzipHeaderCheck when !GzipHeaderCheck():
                case InflateState.DictionaryId when !DictionaryId():
                case InflateState.BlockTypeNow when !BlockType():
                case InflateState.StoredLength when !StoredLength():
                case InflateState.Stored when !Stored():
                case InflateState.TableSizes when !TableSizes():
                case InflateState.CodeLengthLengths when !CodeLengthLengths():
                case InflateState.CodeLengths when !CodeLengths():
                case InflateState.Symbol when !Symbol():
                case InflateState.LengthExtra when !LengthExtra():
                case InflateState.Distance when !Distance():
                case InflateState.DistanceExtra when !DistanceExtra():
                case InflateState.Match when !Match():
                case InflateState.Check when !Check():
                case InflateState.GzipLength when !GzipLength():
                    if (_state == InflateState.Bad)
                        return ZlibResult.DataError;
                    return ZlibResult.Ok;
                case InflateState.Dictionary:
                    if (!_hasDictionary)
                        return ZlibResult.NeedDictionary;
                    _check = Adler32.Initial;
                    _state = InflateState.BlockType;
                    break;
                case InflateState.BlockType:
                    if (flush == ZlibFlush.Block)
                        return ZlibResult.Ok;
                    _state = InflateState.BlockTypeNow;
                    break;
                case InflateState.Done:
                    return ZlibResult.StreamEnd;
                case InflateState.Bad:
                    return ZlibResult.DataError;
            }
        }
    }

    private bool Need(int count)
    {
        while (_bits < count)
        {
            if (_io.InputLeft == 0)
                return false;
            _hold |= (ulong)_io.Input[_io.InputAt++] << _bits;
            _io.InputLeft--;
            _bits += 8;
        }
        return true;
    }

    private uint Take(int count)
    {
        var value = (uint)(_hold & (1UL << count) - 1);
        _hold >>= count;
        _bits -= count;
        return value;
    }

    private bool Fail(string message)
    {
        Message = message;
        _state = InflateState.Bad;
        return false;
    }

    private bool Head()
    {
        if (!Need(16))
            return false;
        var both = (uint)_hold & 0xffff;
        if ((_wrapper & ZlibWrapper.Gzip) != 0 && both == 0x8b1f)
        {
            Drop(16);
            if (_windowBits == 0)
                _windowBits = MaxWindowBits;
            (_isGzip, _check) = (true, 0);
            _headerCheck = Crc32.Update(0, [0x1f, 0x8b]);
            _state = InflateState.GzipFlags;
            return true;
        }
        if ((_wrapper & ZlibWrapper.Zlib) == 0 || (((both & 0xff) << 8) + (both >> 8)) % 31 != 0)
            return Fail("incorrect header check");
        if ((both & 15) != Deflated)
            return Fail("unknown compression method");
        var bits = (int)(both >> 4 & 15) + 8;
        if (_windowBits == 0)
            _windowBits = bits;
        if (bits > MaxWindowBits || bits > _windowBits)
            return Fail("invalid window size");
        Drop(16);
        _check = Adler32.Initial;
        _state = (both & 0x2000) != 0 ? InflateState.DictionaryId : InflateState.BlockType;
        return true;
    }

    private void Drop(int count) => Take(count);

    private bool GzipFlags()
    {
        if (!Need(16))
            return false;
        var both = Take(16);
        _gzipFlags = (int)(both >> 8);
        if ((both & 0xff) != Deflated)
            return Fail("unknown compression method");
        if ((_gzipFlags & ReservedFlags) != 0)
            return Fail("unknown header flags set");
        CheckHeader(both, 2);
        _state = InflateState.GzipTime;
        return true;
    }

    private bool HeaderBytes(int bits, InflateState next)
    {
        if (!Need(bits))
            return false;
        CheckHeader(Take(bits), bits / 8);
        _state = next;
        return true;
    }

    private void CheckHeader(uint value, int bytes)
    {
        if ((_gzipFlags & HeaderCheck) == 0)
            return;
        Span<byte> data = stackalloc byte[4];
        for (var i = 0; i < bytes; i++)
            data[i] = (byte)(value >> 8 * i);
        _headerCheck = Crc32.Update(_headerCheck, data[..bytes]);
    }

    private bool GzipExtraLength()
    {
        _have = 0;
        if ((_gzipFlags & ExtraField) != 0)
        {
            if (!Need(16))
                return false;
            var length = Take(16);
            _have = (int)length;
            CheckHeader(length, 2);
        }
        _state = InflateState.GzipExtra;
        return true;
    }

    private bool GzipExtra()
    {
        for (; _have > 0; _have--)
        {
            if (!Need(8))
                return false;
            CheckHeader(Take(8), 1);
        }
        _state = InflateState.GzipName;
        return true;
    }

    private bool GzipText(int flag, InflateState next)
    {
        if ((_gzipFlags & flag) != 0)
        {
            uint value;
            do
            {
                if (!Need(8))
                    return false;
                value = Take(8);
                CheckHeader(value, 1);
            }
            while (value != 0);
        }
        _state = next;
        return true;
    }

    private bool GzipHeaderCheck()
    {
        if ((_gzipFlags & HeaderCheck) != 0)
        {
            if (!Need(16))
                return false;
            if (Take(16) != (_headerCheck & 0xffff))
                return Fail("header crc mismatch");
        }
        _check = 0;
        _state = InflateState.BlockType;
        return true;
    }

    private bool DictionaryId()
    {
        if (!Need(32))
            return false;
        _check = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Take(32));
        _state = InflateState.Dictionary;
        return true;
    }

    private bool BlockType()
    {
        if (_isLast)
        {
            Drop(_bits & 7);
            _state = InflateState.Check;
            return true;
        }
        if (!Need(3))
            return false;
        _isLast = Take(1) != 0;
        switch (Take(2))
        {
            case 0:
                Drop(_bits & 7);
                _state = InflateState.StoredLength;
                return true;
            case 1:
                _literalCode.TryBuild(DeflateCode.FixedLiteralLengths(), mayBeSingle: false);
                _distanceCode.TryBuild(DeflateCode.FixedDistanceLengths(), mayBeSingle: false);
                _state = InflateState.Symbol;
                return true;
            case 2:
                _state = InflateState.TableSizes;
                return true;
            default:
                return Fail("invalid block type");
        }
    }

    private bool StoredLength()
    {
        if (!Need(32))
            return false;
        var both = Take(32);
        if ((both & 0xffff) != (both >> 16 ^ 0xffff))
            return Fail("invalid stored block lengths");
        _length = (int)(both & 0xffff);
        _state = InflateState.Stored;
        return true;
    }

    private bool Stored()
    {
        while (_length > 0 && _io.OutputLeft > 0)
        {
            if (_bits > 0)
            {
                Put((byte)Take(8));
                _length--;
                continue;
            }
            var count = _io.Read(_io.Output.AsSpan(_io.OutputAt, Math.Min(_length, _io.OutputLeft)));
            if (count == 0)
                return false;
            _io.OutputAt += count;
            _io.OutputLeft -= count;
            _length -= count;
        }
        if (_length > 0)
            return false;
        _state = InflateState.BlockType;
        return true;
    }

    private void Put(byte value)
    {
        _io.Output[_io.OutputAt++] = value;
        _io.OutputLeft--;
    }

    private bool TableSizes()
    {
        if (!Need(14))
            return false;
        _literals = (int)Take(5) + 257;
        _distances = (int)Take(5) + 1;
        _codeLengths = (int)Take(4) + 4;
        if (_literals > DeflateCode.MaxLengthCodes || _distances > DeflateCode.MaxDistanceCodes)
            return Fail("too many length or distance symbols");
        _have = 0;
        _lengths.AsSpan().Clear();
        _state = InflateState.CodeLengthLengths;
        return true;
    }

    private bool CodeLengthLengths()
    {
        for (; _have < _codeLengths; _have++)
        {
            if (!Need(3))
                return false;
            _lengths[DeflateCode.CodeLengthOrder[_have]] = (byte)Take(3);
        }
        if (!_lengthCode.TryBuild(_lengths.AsSpan(0, DeflateCode.CodeLengthCodes), mayBeSingle: false))
            return Fail("invalid code lengths set");
        _lengths.AsSpan().Clear();
        _have = 0;
        _state = InflateState.CodeLengths;
        return true;
    }

    private bool CodeLengths()
    {
        while (_have < _literals + _distances)
        {
            var symbol = Next(_lengthCode, out var used);
            if (symbol < 0)
                return symbol == HuffmanDecoder.NeedsBits ? false : Fail("invalid code lengths set");
            if (symbol < 16)
            {
                Drop(used);
                _lengths[_have++] = (byte)symbol;
                continue;
            }
            var extra = symbol switch { 16 => 2, 17 => 3, _ => 7 };
            if (!Need(used + extra))
                return false;
            Drop(used);
            byte value = 0;
            if (symbol == 16)
            {
                if (_have == 0)
                    return Fail("invalid bit length repeat");
                value = _lengths[_have - 1];
            }
            var times = (symbol == 18 ? 11 : 3) + (int)Take(extra);
            if (_have + times > _literals + _distances)
                return Fail("invalid bit length repeat");
            _lengths.AsSpan(_have, times).Fill(value);
            _have += times;
        }
        if (_lengths[DeflateCode.EndOfBlock] == 0)
            return Fail("invalid code -- missing end-of-block");
        if (!_literalCode.TryBuild(_lengths.AsSpan(0, _literals), mayBeSingle: true))
            return Fail("invalid literal/lengths set");
        if (!_distanceCode.TryBuild(_lengths.AsSpan(_literals, _distances), mayBeSingle: true))
            return Fail("invalid distances set");
        _state = InflateState.Symbol;
        return true;
    }

    // Reads bytes only as a symbol needs them: none beyond the end of the stream is taken.
    private int Next(HuffmanDecoder code, out int used)
    {
        while (true)
        {
            var symbol = code.Decode(_hold, _bits, out used);
            if (symbol != HuffmanDecoder.NeedsBits || !Need(_bits + 1))
                return symbol;
        }
    }

    private bool Symbol()
    {
        if (_io.InputLeft >= FastInput && _io.OutputLeft >= DeflateCode.MaxMatch)
            return Fast();
        var symbol = Next(_literalCode, out var used);
        if (symbol < 0)
            return symbol == HuffmanDecoder.NeedsBits ? false : Fail("invalid literal/length code");
        if (symbol < DeflateCode.Literals)
        {
            if (_io.OutputLeft == 0)
                return false;
            Drop(used);
            Put((byte)symbol);
            return true;
        }
        Drop(used);
        if (symbol == DeflateCode.EndOfBlock)
        {
            _state = InflateState.BlockType;
            return true;
        }
        if (symbol - 257 >= DeflateCode.LengthBase.Length)
            return Fail("invalid literal/length code");
        _length = DeflateCode.LengthBase[symbol - 257];
        _extra = DeflateCode.LengthExtra[symbol - 257];
        _state = InflateState.LengthExtra;
        return true;
    }

    private bool LengthExtra()
    {
        if (!Need(_extra))
            return false;
        _length += (int)Take(_extra);
        _state = InflateState.Distance;
        return true;
    }

    private bool Distance()
    {
        var symbol = Next(_distanceCode, out var used);
        if (symbol == HuffmanDecoder.NeedsBits)
            return false;
        if (symbol < 0 || symbol >= DeflateCode.MaxDistanceCodes)
            return Fail("invalid distance code");
        Drop(used);
        _distance = DeflateCode.DistanceBase[symbol];
        _extra = DeflateCode.DistanceExtra[symbol];
        _state = InflateState.DistanceExtra;
        return true;
    }

    private bool DistanceExtra()
    {
        if (!Need(_extra))
            return false;
        _distance += (int)Take(_extra);
        if (_distance > _window.Length + Made || _distance > WindowSize)
            return Fail("invalid distance too far back");
        _state = InflateState.Match;
        return true;
    }

    private bool Match()
    {
        if (_io.OutputLeft == 0)
            return false;
        CopyMatch(Math.Min(_length, _io.OutputLeft));
        if (_length == 0)
            _state = InflateState.Symbol;
        return true;
    }

    private void CopyMatch(int count)
    {
        _length -= count;
        var output = _io.Output.AsSpan(_io.OutputAt, count);
        _io.OutputAt += count;
        _io.OutputLeft -= count;
        // What came out before this step lies in the window, the rest before the place to write at.
        while (_distance > _io.OutputAt - output.Length - _madeFrom && !output.IsEmpty)
        {
            var made = _io.OutputAt - output.Length - _madeFrom;
            output = output[_window.Copy(_distance - made, output[..Math.Min(output.Length, _distance - made)])..];
        }
        if (output.IsEmpty)
            return;
        var (bytes, at) = (_io.Output, _io.OutputAt - output.Length);
        if (_distance >= output.Length)
            bytes.AsSpan(at - _distance, output.Length).CopyTo(output);
        else if (_distance == 1)
            output.Fill(bytes[at - 1]);
        else
        {
            for (var from = at - _distance; at < _io.OutputAt; at++, from++)
                bytes[at] = bytes[from];
        }
    }

    // As long as there is enough of both, nothing has to be asked in between.
    private bool Fast()
    {
        var (input, at, hold, bits) = (_io.Input, _io.InputAt, _hold, _bits);
        var last = at + _io.InputLeft - FastInput;
        string? message = null;
        var ended = false;
        while (at <= last && _io.OutputLeft >= DeflateCode.MaxMatch)
        {
            // At least 56 bits: a length with its extra bits and a distance with its take 48.
            hold |= System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(input.AsSpan(at)) << bits;
            at += 63 - bits >> 3;
            bits |= 56;
            var symbol = _literalCode.Decode(hold, bits, out var used);
            hold >>= used;
            bits -= used;
            if ((uint)symbol < DeflateCode.Literals)
            {
                Put((byte)symbol);
                continue;
            }
            if (symbol == DeflateCode.EndOfBlock)
            {
                ended = true;
                break;
            }
            if (symbol < 0 || symbol - 257 >= DeflateCode.LengthBase.Length)
            {
                message = "invalid literal/length code";
                break;
            }
            int extra = DeflateCode.LengthExtra[symbol - 257];
            _length = DeflateCode.LengthBase[symbol - 257] + (int)(hold & (1UL << extra) - 1);
            hold >>= extra;
            bits -= extra;
            symbol = _distanceCode.Decode(hold, bits, out used);
            if ((uint)symbol >= DeflateCode.MaxDistanceCodes)
            {
                message = "invalid distance code";
                break;
            }
            hold >>= used;
            bits -= used;
            extra = DeflateCode.DistanceExtra[symbol];
            _distance = DeflateCode.DistanceBase[symbol] + (int)(hold & (1UL << extra) - 1);
            hold >>= extra;
            bits -= extra;
            if (_distance > _window.Length + Made || _distance > WindowSize)
            {
                message = "invalid distance too far back";
                break;
            }
            CopyMatch(_length);
        }
        // Whole bytes that were not needed go back.
        var back = bits >> 3;
        at -= back;
        bits &= 7;
        _hold = hold & (1UL << bits) - 1;
        _bits = bits;
        _io.InputLeft -= at - _io.InputAt;
        _io.InputAt = at;
        if (message != null)
            return Fail(message);
        if (ended)
            _state = InflateState.BlockType;
        return true;
    }

    private bool Check()
    {
        if (_wrapper != ZlibWrapper.Raw)
        {
            if (!Need(32))
                return false;
            Account();
            var value = (uint)_hold;
            if ((_isGzip ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value)) != _check)
                return Fail("incorrect data check");
            Drop(32);
        }
        _state = InflateState.GzipLength;
        return true;
    }

    private bool GzipLength()
    {
        if (_isGzip)
        {
            if (!Need(32))
                return false;
            if (Take(32) != _total)
                return Fail("incorrect length check");
        }
        _state = InflateState.Done;
        return true;
    }

    // Checksums and counts are brought up to what came out.
    private void Account()
    {
        var fresh = _io.Output.AsSpan(_checkedTo, _io.OutputAt - _checkedTo);
        _checkedTo = _io.OutputAt;
        _total += (uint)fresh.Length;
        if (_wrapper != ZlibWrapper.Raw && !fresh.IsEmpty)
            _check = _isGzip ? Crc32.Update(_check, fresh) : Adler32.Update(_check, fresh);
    }
}
