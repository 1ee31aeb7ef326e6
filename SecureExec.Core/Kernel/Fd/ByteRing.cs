using System.Numerics;

namespace SecureExec.Kernel;

/// <summary>Bytes in order, in a ring that grows with what it holds and is given back when it is empty. Not safe from several threads.</summary>
internal sealed class ByteRing
{
    private const int FirstSize = 4096;
    private const int KeptSize = 64 * 1024;

    private byte[] _ring = [];
    private int _head;

    /// <summary>Bytes held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds at the end; how much is the caller's bound.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (Count + data.Length > _ring.Length)
        {
            Grow(Count + data.Length);
        }

        int tail = (_head + Count) & (_ring.Length - 1);
        int first = Math.Min(data.Length, _ring.Length - tail);
        data[..first].CopyTo(_ring.AsSpan(tail));
        data[first..].CopyTo(_ring);
        Count += data.Length;
    }

    /// <summary>Takes from the start as many as fit.</summary>
    public int Take(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, Count);
        if (taken == 0)
        {
            return 0;
        }

        int first = Math.Min(taken, _ring.Length - _head);
        _ring.AsSpan(_head, first).CopyTo(buffer);
        _ring.AsSpan(0, taken - first).CopyTo(buffer[first..]);
        Count -= taken;
        _head = Count == 0 ? 0 : (_head + taken) & (_ring.Length - 1);
        if (Count == 0 && _ring.Length > KeptSize)
        {
            _ring = [];
        }

        return taken;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _ring = [];
        _head = 0;
        Count = 0;
    }

    private void Grow(int needed)
    {
        var larger = new byte[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed, FirstSize))];
        int first = Math.Min(Count, _ring.Length - _head);
        _ring.AsSpan(_head, first).CopyTo(larger);
        _ring.AsSpan(0, Count - first).CopyTo(larger.AsSpan(first));
        _ring = larger;
        _head = 0;
    }
}
