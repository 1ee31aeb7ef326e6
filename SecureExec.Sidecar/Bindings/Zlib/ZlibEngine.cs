using SecureExec.Sidecar.Compression;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Streams of zlib's formats: what Node's native <c>ZlibContext</c> does around <c>deflate</c> and <c>inflate</c>.</summary>
internal sealed class ZlibEngine : ICompressionEngine
{
    private const byte GzipFirst = 0x1f, GzipSecond = 0x8b;
    private const long InflateBytes = (1 << 15) + 16 * 1024;

    private readonly Deflater? _deflater;
    private readonly Inflater? _inflater;
    private readonly byte[]? _dictionary;
    private readonly bool _rejectsGarbage, _isRaw;
    private readonly ZlibMode _givenMode;
    private ZlibMode _mode;
    private int _magicBytes;
    private ZlibResult _result;

    /// <param name="mode">The format.</param>
    /// <param name="windowBits">8 to 15, or 0 for the one that a compressed stream names.</param>
    /// <param name="level">-1 to 9.</param>
    /// <param name="memoryLevel">1 to 9.</param>
    /// <param name="strategy">What to look for.</param>
    /// <param name="dictionary">What distances may reach back to; null: nothing.</param>
    /// <param name="rejectsGarbage">Whether bytes behind the end are not looked at as a next member.</param>
    public ZlibEngine(ZlibMode mode, int windowBits, int level, int memoryLevel, ZlibStrategy strategy, byte[]? dictionary, bool rejectsGarbage)
    {
        (_givenMode, _mode, _dictionary, _rejectsGarbage) = (mode, mode, dictionary, rejectsGarbage);
        _isRaw = mode is ZlibMode.DeflateRaw or ZlibMode.InflateRaw;
        var wrapper = mode switch
        {
            ZlibMode.Gzip or ZlibMode.Gunzip => ZlibWrapper.Gzip,
            ZlibMode.DeflateRaw or ZlibMode.InflateRaw => ZlibWrapper.Raw,
            ZlibMode.Unzip => ZlibWrapper.ZlibOrGzip,
            _ => ZlibWrapper.Zlib,
        };
        if (IsCompressor(mode))
            _deflater = new Deflater(Buffers, wrapper, level, windowBits, memoryLevel, strategy);
        else
            _inflater = new Inflater(Buffers, wrapper, windowBits);
        SetDictionary();
    }

    public ZlibBuffers Buffers { get; } = new();

    /// <summary>Bytes that a stream of these parameters takes.</summary>
    public static long BytesOf(ZlibMode mode, int windowBits, int memoryLevel) =>
        IsCompressor(mode) ? (6L << Math.Max(9, windowBits)) + (2L << memoryLevel + 7) + (7L << memoryLevel + 6) + 16 * 1024 : InflateBytes;

    public void Step(int flush)
    {
        if (_deflater != null)
        {
            _result = _deflater.Step((ZlibFlush)flush);
            return;
        }
        if (_mode == ZlibMode.Unzip)
            LookAtMagic();
        Inflate((ZlibFlush)flush);
        while (_mode == ZlibMode.Gunzip && !_rejectsGarbage && _result == ZlibResult.StreamEnd && Buffers.InputLeft > 0 && Buffers.Input[Buffers.InputAt] != 0)
        {
            // Zeros pad; anything else is the next member, or garbage that fails as one.
            _inflater!.Reset();
            _result = _inflater.Step((ZlibFlush)flush);
        }
    }

    public CompressionError? Check(int flush) => _result switch
    {
        ZlibResult.Ok or ZlibResult.BufferError when Buffers.OutputLeft != 0 && (ZlibFlush)flush == ZlibFlush.Finish => Failed("unexpected end of file", ZlibResult.BufferError),
        ZlibResult.Ok or ZlibResult.BufferError or ZlibResult.StreamEnd => null,
        ZlibResult.NeedDictionary => Failed(_dictionary == null ? "Missing dictionary" : "Bad dictionary", ZlibResult.NeedDictionary),
        _ => Failed(_inflater?.Message ?? "Zlib error", _result),
    };

    public CompressionError? SetParameters(int level, int strategy)
    {
        if (_deflater == null)
            return null;
        var result = _deflater.SetParameters(level, (ZlibStrategy)strategy);
        return result is ZlibResult.Ok or ZlibResult.BufferError ? null : Failed("Failed to set parameters", result);
    }

    public CompressionError? Reset()
    {
        _mode = _givenMode;
        _magicBytes = 0;
        _deflater?.Reset();
        _inflater?.Reset();
        _result = ZlibResult.Ok;
        SetDictionary();
        return _result == ZlibResult.Ok ? null : Failed("Failed to set dictionary", _result);
    }

    public void Dispose()
    {
    }

    private static bool IsCompressor(ZlibMode mode) => mode is ZlibMode.Deflate or ZlibMode.Gzip or ZlibMode.DeflateRaw;

    private static CompressionError Failed(string message, ZlibResult result) => new(message, result switch
    {
        ZlibResult.NeedDictionary => "Z_NEED_DICT",
        ZlibResult.StreamError => "Z_STREAM_ERROR",
        ZlibResult.DataError => "Z_DATA_ERROR",
        ZlibResult.MemoryError => "Z_MEM_ERROR",
        ZlibResult.BufferError => "Z_BUF_ERROR",
        _ => "Z_OK",
    }, (int)result);

    // A zlib stream asks for its dictionary by its checksum; the others must have it from the beginning.
    private void SetDictionary()
    {
        if (_dictionary == null)
            return;
        if (_deflater != null)
            _result = _deflater.SetDictionary(_dictionary);
        else if (_isRaw)
            _result = _inflater!.SetDictionary(_dictionary);
    }

    private void Inflate(ZlibFlush flush)
    {
        _result = _inflater!.Step(flush);
        if (_isRaw || _result != ZlibResult.NeedDictionary || _dictionary == null)
            return;
        _result = _inflater.SetDictionary(_dictionary);
        if (_result == ZlibResult.Ok)
            _result = _inflater.Step(flush);
        else if (_result == ZlibResult.DataError)
            _result = ZlibResult.NeedDictionary; // tells a bad dictionary from bad input
    }

    // Whether it is a gzip file, after which another member may follow, is seen by its first two bytes.
    private void LookAtMagic()
    {
        for (var at = 0; at < Buffers.InputLeft && _mode == ZlibMode.Unzip; at++)
        {
            var value = Buffers.Input[Buffers.InputAt + at];
            if (value != (_magicBytes == 0 ? GzipFirst : GzipSecond))
                _mode = ZlibMode.Inflate;
            else if (++_magicBytes == 2)
                _mode = ZlibMode.Gunzip;
        }
    }
}
