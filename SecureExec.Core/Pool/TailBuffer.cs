using System.Text;

namespace SecureExec.Pool;

/// <summary>Keeps the last bytes of a stream that may be endless. Thread-safe.</summary>
internal sealed class TailBuffer(int capacity)
{
    private readonly Lock _lock = new();
    private readonly byte[] _ring = new byte[capacity];
    private long _written;

    internal void Append(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            _written += Math.Max(0, data.Length - _ring.Length);
            if (data.Length > _ring.Length) data = data[^_ring.Length..];
            foreach (byte value in data) _ring[(int)(_written++ % _ring.Length)] = value;
        }
    }

    /// <summary>What was kept, as text; control characters other than line breaks and tabs become '?'.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            int count = (int)Math.Min(_written, _ring.Length);
            var bytes = new byte[count];
            for (int i = 0; i < count; i++) bytes[i] = _ring[(int)((_written - count + i) % _ring.Length)];
            string text = Encoding.UTF8.GetString(bytes);
            return string.Create(text.Length, text, static (span, source) =>
            {
                for (int i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) && source[i] is not ('\n' or '\t') ? '?' : source[i];
            });
        }
    }
}
