using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http1;

namespace SecureExec.Sidecar.Bindings;

/// <summary>URL, status text and headers of a message while they come in parts. Their bytes are bounded by the parser's limit for headers.</summary>
internal sealed class HttpHeaderText
{
    // As in Node: more go to JavaScript in several calls.
    private const int MaxPairs = 32;

    private readonly List<byte> _url = [], _status = [], _bytes = [];
    private readonly int[] _fieldEnds = new int[MaxPairs];
    private readonly int[] _valueEnds = new int[MaxPairs];
    private int _fields, _values;

    /// <summary>Headers held.</summary>
    public int Count => _fields;

    /// <summary>The next field would be one too many.</summary>
    public bool IsFull => _fields == _values && _fields == MaxPairs - 1;

    public void Clear()
    {
        ClearUrl();
        _status.Clear();
        ClearHeaders();
    }

    public void ClearUrl() => _url.Clear();

    public void ClearHeaders()
    {
        _bytes.Clear();
        (_fields, _values) = (0, 0);
    }

    public HttpError AddUrl(ReadOnlySpan<byte> part)
    {
        _url.AddRange(part);
        return HttpError.OK;
    }

    public HttpError AddStatus(ReadOnlySpan<byte> part)
    {
        _status.AddRange(part);
        return HttpError.OK;
    }

    public void AddField(ReadOnlySpan<byte> part)
    {
        if (_fields == _values)
            _fields++;
        _bytes.AddRange(part);
        _fieldEnds[_fields - 1] = _bytes.Count;
    }

    public void AddValue(ReadOnlySpan<byte> part)
    {
        if (_values != _fields)
            _values++;
        _bytes.AddRange(part);
        _valueEnds[_values - 1] = _bytes.Count;
    }

    /// <summary>A JavaScript array of names and values by turns, as a local.</summary>
    public nint Headers(nint iso)
    {
        Span<nint> texts = stackalloc nint[_values * 2];
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
        var at = 0;
        for (var i = 0; i < _values; i++)
        {
            texts[i * 2] = V8.Latin1(iso, bytes[at.._fieldEnds[i]]);
            texts[(i * 2) + 1] = V8.Latin1(iso, bytes[_fieldEnds[i].._valueEnds[i]].TrimEnd(" \t"u8));
            at = _valueEnds[i];
        }
        return V8.Array(iso, texts);
    }

    public nint Url(nint iso) => V8.Latin1(iso, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_url));

    public nint Status(nint iso) => V8.Latin1(iso, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_status));
}
