namespace SecureExec.Kernel.Terminals;

/// <summary>What is to be shown: bytes of programs and the echo of what is typed, processed and bounded. Knows the column that the next character goes to. Not safe from several threads.</summary>
internal sealed class TerminalOutput
{
    /// <summary>Bytes that wait to be shown.</summary>
    public const int Capacity = 64 * 1024;

    private const int TabWidth = 8;

    private readonly ByteRing _ring = new();

    /// <summary>Bytes that wait.</summary>
    public int Count => _ring.Count;

    /// <summary>Whether a newline still fits, however it is written.</summary>
    public bool HasRoom => Capacity - _ring.Count >= 2;

    /// <summary>Column of the next character, from 0.</summary>
    public int Column { get; private set; }

    /// <summary>Adds as much as fits; how many bytes of <paramref name="data"/> that were.</summary>
    public int Write(ReadOnlySpan<byte> data, Termios termios)
    {
        bool twoForNewline = termios.Has(OutputModes.OPOST) && termios.Has(OutputModes.ONLCR);
        int written = 0;
        while (written < data.Length && HasRoom)
        {
            ReadOnlySpan<byte> rest = data[written..];
            int newline = twoForNewline ? rest.IndexOf((byte)'\n') : -1;
            ReadOnlySpan<byte> plain = newline < 0 ? rest : rest[..newline];
            plain = plain[..Math.Min(plain.Length, Capacity - _ring.Count)];
            Append(plain);
            written += plain.Length;
            if (plain.Length == newline && HasRoom)
            {
                Append("\r\n"u8);
                written++;
            }
        }

        return written;
    }

    /// <summary>Takes from the start as many as fit.</summary>
    public int Take(Span<byte> buffer) => _ring.Take(buffer);

    /// <summary>The column that a character would leave the next one at.</summary>
    public static int Advance(int column, byte shown) => shown switch
    {
        (byte)'\r' or (byte)'\n' => 0,
        (byte)'\b' => Math.Max(column - 1, 0),
        (byte)'\t' => (column / TabWidth + 1) * TabWidth,
        < 0x20 or 0x7F => column,
        >= 0x80 and < 0xC0 => column, // continues a character of UTF-8
        _ => column + 1,
    };

    private void Append(ReadOnlySpan<byte> data)
    {
        _ring.Append(data);
        foreach (byte shown in data)
        {
            Column = Advance(Column, shown);
        }
    }
}
