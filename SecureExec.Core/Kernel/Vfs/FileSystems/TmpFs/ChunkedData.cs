using System.Numerics;
using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// A file's bytes in chunks of 64 KiB that are made when first written, so that growing never copies more than one chunk and holes cost
/// nothing. What is allocated is charged to a budget in pages, at least one per chunk. A fork shares the chunks until one side writes
/// to one; each side is charged for all it has, so that the other can never use up its room. Not synchronised: the file locks.
/// </summary>
internal sealed class ChunkedData
{
    /// <summary>Bytes of a full chunk; below the size where the collector keeps arrays apart.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>The longest file.</summary>
    public const long MaxLength = 1L << 43;

    private const int PageSize = 4096;
    private const int SmallestChunk = 64;
    private const int FreeTableEntries = 16;

    private readonly Budget _budget;
    private byte[]?[] _chunks = [];
    private bool[]? _shared;
    private long _length;
    private long _charged;
    private long _tableCharge;
    private int _stored;

    /// <summary>Makes empty data.</summary>
    public ChunkedData(Budget budget) => _budget = budget;

    /// <summary>Length in bytes.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Bytes charged to the budget.</summary>
    public long Charged => Volatile.Read(ref _charged);

    /// <summary>Copies out; the number of bytes, zero at or behind the end.</summary>
    public int Read(long offset, Span<byte> buffer)
    {
        if (offset >= _length || buffer.IsEmpty)
        {
            return 0;
        }

        int total = (int)Math.Min(buffer.Length, _length - offset);
        int done = 0;
        while (done < total)
        {
            long index = (offset + done) / ChunkSize;
            int at = (int)((offset + done) % ChunkSize);
            Span<byte> part = buffer.Slice(done, Math.Min(ChunkSize - at, total - done));
            byte[]? chunk = index < _chunks.Length ? _chunks[index] : null;
            int stored = chunk is null ? 0 : Math.Clamp(chunk.Length - at, 0, part.Length);
            if (stored > 0)
            {
                chunk.AsSpan(at, stored).CopyTo(part);
            }

            part[stored..].Clear();
            done += part.Length;
        }

        return total;
    }

    /// <summary>Copies in, growing as needed; fewer bytes than given when the budget ends in between. ENOSPC, EFBIG.</summary>
    public SysResult<int> Write(long offset, ReadOnlySpan<byte> data)
    {
        if (offset > MaxLength - data.Length)
        {
            return Errno.EFBIG;
        }

        int done = 0;
        while (done < data.Length)
        {
            int index = (int)((offset + done) / ChunkSize);
            int at = (int)((offset + done) % ChunkSize);
            int count = Math.Min(ChunkSize - at, data.Length - done);
            byte[]? chunk = Ensure(index, at, count);
            if (chunk is null)
            {
                break;
            }

            data.Slice(done, count).CopyTo(chunk.AsSpan(at));
            done += count;
        }

        if (done == 0 && !data.IsEmpty)
        {
            return Errno.ENOSPC;
        }

        if (done > 0)
        {
            Volatile.Write(ref _length, Math.Max(_length, offset + done));
        }

        return done;
    }

    /// <summary>Cuts or extends with zeros; extending takes no storage. EFBIG, EINVAL when negative.</summary>
    public Errno SetLength(long length)
    {
        if (length < 0)
        {
            return Errno.EINVAL;
        }

        if (length > MaxLength)
        {
            return Errno.EFBIG;
        }

        if (length < _length)
        {
            Cut(length);
        }

        Volatile.Write(ref _length, length);
        return Errno.Success;
    }

    /// <summary>The same bytes as data of their own, charged to another budget; no content is copied. ENOSPC.</summary>
    public SysResult<ChunkedData> Fork(Budget budget)
    {
        if (!budget.TryCharge(_charged))
        {
            return Errno.ENOSPC;
        }

        _shared = ChunksThatExist();
        return new ChunkedData(budget)
        {
            _chunks = [.. _chunks],
            _shared = ChunksThatExist(),
            _length = _length,
            _charged = _charged,
            _tableCharge = _tableCharge,
            _stored = _stored,
        };
    }

    /// <summary>Gives everything back.</summary>
    public void Free()
    {
        _chunks = [];
        _shared = null;
        _stored = 0;
        _tableCharge = 0;
        Volatile.Write(ref _length, 0);
        _budget.Release(_charged);
        Volatile.Write(ref _charged, 0);
    }

    private static long ChargeOf(byte[]? chunk) => chunk is null ? 0 : Pages(chunk.Length);

    private static long Pages(long bytes) => (bytes + PageSize - 1) / PageSize * PageSize;

    private byte[]? Ensure(int index, int at, int count)
    {
        if (index >= _chunks.Length && !GrowTable(index))
        {
            return null;
        }

        byte[]? chunk = _chunks[index];
        if (chunk is not null && chunk.Length >= at + count)
        {
            return IsShared(index) ? Unshare(index) : chunk;
        }

        int size = NewSize(chunk, at + count);
        if (!TryCharge(Pages(size) - ChargeOf(chunk)))
        {
            size = Math.Min(ChunkSize, (int)Pages(at + count));
            if (!TryCharge(Pages(size) - ChargeOf(chunk)))
            {
                return null;
            }
        }

        // Only what the caller is about to overwrite entirely may start with old memory in it.
        byte[] larger = chunk is null && at == 0 && count == size ? GC.AllocateUninitializedArray<byte>(size) : new byte[size];
        chunk?.CopyTo(larger, 0);
        _stored += chunk is null ? 1 : 0;
        _chunks[index] = larger;
        NoteOwn(index);
        return larger;
    }

    private bool[] ChunksThatExist() => [.. _chunks.Select(c => c is not null)];

    private bool IsShared(int index) => _shared is not null && index < _shared.Length && _shared[index];

    private void NoteOwn(int index)
    {
        if (IsShared(index))
        {
            _shared![index] = false;
        }
    }

    private byte[] Unshare(int index)
    {
        byte[] own = [.. _chunks[index]!];
        _chunks[index] = own;
        NoteOwn(index);
        return own;
    }

    // The first write takes what it needs; a chunk that keeps growing doubles.
    private static int NewSize(byte[]? chunk, int needed)
    {
        if (needed <= PageSize || chunk is not null)
        {
            int doubled = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed, SmallestChunk));
            return Math.Min(doubled, ChunkSize);
        }

        return (int)Pages(needed);
    }

    // The table of a dense file is a ten-thousandth of its content and comes free; that of a sparse file is charged, or a few
    // written bytes far out would hold much memory.
    private bool GrowTable(int index)
    {
        int entries = index == 0 ? 1 : (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)index + 1), (uint)(MaxLength / ChunkSize));
        long charge = entries <= FreeTableEntries + (2L * _stored) ? 0 : Pages(entries * 8L);
        if (!TryCharge(charge - _tableCharge))
        {
            return false;
        }

        _tableCharge = charge;
        Array.Resize(ref _chunks, entries);
        return true;
    }

    private void Cut(long length)
    {
        int keep = (int)((length + ChunkSize - 1) / ChunkSize);
        for (int i = keep; i < _chunks.Length; i++)
        {
            Uncharge(ChargeOf(_chunks[i]));
            _stored -= _chunks[i] is null ? 0 : 1;
            _chunks[i] = null;
            NoteOwn(i);
        }

        if (keep < _chunks.Length / 2)
        {
            Array.Resize(ref _chunks, keep);
            long charge = Math.Min(_tableCharge, Pages(keep * 8L));
            Uncharge(_tableCharge - charge);
            _tableCharge = charge;
        }

        int at = (int)(length % ChunkSize);
        if (at != 0 && keep - 1 < _chunks.Length && _chunks[keep - 1] is { } last && last.Length > at)
        {
            (IsShared(keep - 1) ? Unshare(keep - 1) : last).AsSpan(at).Clear();
        }
    }

    private bool TryCharge(long amount)
    {
        if (amount <= 0)
        {
            Uncharge(-amount);
            return true;
        }

        if (!_budget.TryCharge(amount))
        {
            return false;
        }

        Volatile.Write(ref _charged, _charged + amount);
        return true;
    }

    private void Uncharge(long amount)
    {
        _budget.Release(amount);
        Volatile.Write(ref _charged, _charged - amount);
    }
}
