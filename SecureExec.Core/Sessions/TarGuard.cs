using System.Text;

namespace SecureExec.Sessions;

/// <summary>
/// Passes a tar archive through and follows its framing: descriptions of an entry (pax headers, long names) that are larger than any
/// honest one are refused before a reader makes room for them, and so is one that changes the framing.
/// </summary>
internal sealed class TarGuard(Stream archive) : ReadOnlyStream
{
    private const int BlockBytes = 512;
    private const int SizeOffset = 124;
    private const int SizeBytes = 12;
    private const int TypeOffset = 156;
    private const int MaxDescriptionBytes = 256 * 1024;

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly MemoryStream _description = new();
    private int _filled;
    private int _taken = BlockBytes;
    private long _dataLeft;
    private bool _describes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        if (_taken == BlockBytes) await NextBlockAsync(cancellationToken).ConfigureAwait(false);
        int count = Math.Min(buffer.Length, _filled - _taken);
        if (count <= 0) return 0;
        _block.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _description.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask NextBlockAsync(CancellationToken cancellationToken)
    {
        _filled = await archive.ReadAtLeastAsync(_block, BlockBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        _taken = 0;
        if (_filled < BlockBytes) return;
        if (_dataLeft > 0) Data();
        else Header();
    }

    private void Data()
    {
        int used = (int)Math.Min(BlockBytes, _dataLeft);
        _dataLeft -= used;
        if (!_describes) return;
        _description.Write(_block, 0, used);
        if (_dataLeft > 0) return;
        // The framing is what the headers say, for every reader of the archive.
        if (HasSizeRecord(_description.GetBuffer().AsSpan(0, (int)_description.Length))) throw new TarImportException("An entry's size is told outside its header.");
    }

    private void Header()
    {
        _dataLeft = Size(_block.AsSpan(SizeOffset, SizeBytes));
        char type = (char)_block[TypeOffset];
        _describes = type is 'x' or 'g';
        _description.SetLength(0);
        if (type is 'x' or 'g' or 'L' or 'K' && _dataLeft > MaxDescriptionBytes) throw new TarImportException($"The description of an entry has {_dataLeft} bytes; at most {MaxDescriptionBytes} are read.");
        if (type is '1' or '2' or '3' or '4' or '5' or '6' && _dataLeft > 0) throw new TarImportException("An entry that is no file has content.");
    }

    /// <summary>Octal digits, or base 256 when the first bit is set.</summary>
    private static long Size(ReadOnlySpan<byte> field)
    {
        long value = 0;
        if ((field[0] & 0x80) != 0)
        {
            if (field[0] != 0x80 || field[1..4].ContainsAnyExcept((byte)0) || (field[4] & 0x80) != 0) throw new TarImportException("An entry's size is no size.");
            foreach (byte digit in field[4..]) value = (value << 8) | digit;
            return value;
        }
        foreach (byte digit in field)
        {
            if (digit is 0 or (byte)' ')
            {
                if (value > 0) break;
                continue;
            }
            if (digit is < (byte)'0' or > (byte)'7') throw new TarImportException("An entry's size is no size.");
            value = (value << 3) | (uint)(digit - '0');
        }
        return value;
    }

    private static bool HasSizeRecord(ReadOnlySpan<byte> records)
    {
        string text = Encoding.Latin1.GetString(records);
        return text.Contains(" size=", StringComparison.Ordinal) || text.Contains("GNU.sparse.", StringComparison.Ordinal);
    }
}
