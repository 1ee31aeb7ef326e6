namespace SecureExec.Sidecar.Compression;

/// <summary>The last bytes that came out of a stream, as far as a distance may reach back.</summary>
internal sealed class InflateWindow
{
    private byte[] _bytes = [];
    private int _next;

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Length, _next) = (0, 0);

    /// <summary>Adds what came out; <paramref name="size"/> bytes are kept at most.</summary>
    public void Append(ReadOnlySpan<byte> bytes, int size)
    {
        if (_bytes.Length != size)
            Grow(size);
        if (bytes.Length >= size)
        {
            bytes[^size..].CopyTo(_bytes);
            (Length, _next) = (size, 0);
            return;
        }
        var head = Math.Min(bytes.Length, size - _next);
        bytes[..head].CopyTo(_bytes.AsSpan(_next));
        bytes[head..].CopyTo(_bytes);
        _next = (_next + bytes.Length) % size;
        Length = Math.Min(size, Length + bytes.Length);
    }

    /// <summary>Copies bytes that begin <paramref name="back"/> before the end; as many as lie there in one piece.</summary>
    public int Copy(int back, Span<byte> to)
    {
        var start = _next - back;
        if (start < 0)
            start += _bytes.Length;
        var count = Math.Min(Math.Min(to.Length, back), _bytes.Length - start);
        _bytes.AsSpan(start, count).CopyTo(to);
        return count;
    }

    // The size changes only before there is anything to keep.
    private void Grow(int size) => (_bytes, Length, _next) = (new byte[size], 0, 0);
}
