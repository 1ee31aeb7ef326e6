using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The headers of a stream that are being read, held to what the session allows. Loop's thread.</summary>
/// <param name="realm">The realm.</param>
/// <param name="session">The session, which counts them.</param>
/// <param name="category">What the first block is.</param>
internal sealed class Http2HeaderBlock(Realm realm, Http2SessionHandle session, HeadersCategory category)
{
    // Bytes of one block, whatever the setting says.
    private const uint MaxBytes = 16 * 1024 * 1024 - 1;

    private readonly uint _maxBytes = Math.Min(session.Connection.Local.MaxHeaderListSize, MaxBytes);
    private List<HeaderField> _fields = [];
    private long _bytes, _retainedBytes;

    /// <summary>What the block is to its stream.</summary>
    public HeadersCategory Category { get; private set; } = category;

    /// <summary>When the first field of all came, as <see cref="PerformanceState.Nanoseconds"/>; 0: none has.</summary>
    public double FirstField { get; private set; }

    /// <summary>Another block begins.</summary>
    public void Start(HeadersCategory category)
    {
        Drop();
        Category = category;
    }

    /// <summary>A field of it. False: too many, or too much.</summary>
    public bool Add(HeaderField field)
    {
        if (field.Name.Length == 0)
            return true;
        if (!session.HasMemory(field.Size) || _fields.Count == session.Options.MaxHeaderPairs || _bytes + field.Size > _maxBytes)
            return false;
        FirstField = FirstField == 0 ? PerformanceState.Nanoseconds : FirstField;
        _fields.Add(field);
        _bytes += field.Size;
        session.HeaderBytes += field.Size;
        return true;
    }

    /// <summary>The block as JavaScript gets it: names and values in turn, and the names that must not be kept.</summary>
    public (nint Fields, nint Sensitive) Take()
    {
        var iso = realm.Isolate;
        var (all, sensitive) = (new nint[_fields.Count * 2], new List<nint>());
        for (var i = 0; i < _fields.Count; i++)
        {
            all[i * 2] = V8.Latin1(iso, _fields[i].Name);
            all[i * 2 + 1] = V8.Latin1(iso, _fields[i].Value);
            if (_fields[i].NeverIndexed)
                sensitive.Add(all[i * 2]);
        }
        // JavaScript keeps them as long as the stream: they stay counted.
        _retainedBytes += _bytes;
        (_fields, _bytes) = ([], 0);
        return (V8.Array(iso, all), V8.Array(iso, [.. sensitive]));
    }

    /// <summary>The block is of no interest any more.</summary>
    public void Drop()
    {
        session.HeaderBytes -= _bytes;
        (_fields, _bytes) = ([], 0);
    }

    /// <summary>The stream is gone, and what JavaScript has of it counts no more.</summary>
    public void Forget()
    {
        Drop();
        session.HeaderBytes -= _retainedBytes;
        _retainedBytes = 0;
    }
}
