namespace SecureExec.Sidecar.Text;

/// <summary>Hexadecimal text as Node's Buffer reads and writes it.</summary>
internal static class HexText
{
    /// <summary>Encodes with lower-case digits.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>Decodes pairs until one is no number, the text or the target ends; answers the bytes written.
    /// Of a wide character only the low byte counts.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> target)
    {
        var pairs = Math.Min(text.Length / 2, target.Length);
        Convert.FromHexString(text[..(pairs * 2)], target, out _, out var written);
        for (; written < pairs; written++)
        {
            var (high, low) = (Digit(text[written * 2]), Digit(text[(written * 2) + 1]));
            if ((high | low) < 0)
                break;
            target[written] = (byte)((high << 4) | low);
        }

        return written;
    }

    private static int Digit(char c)
    {
        var ascii = (char)(byte)c;
        if (!char.IsAsciiHexDigit(ascii))
            return -1;
        return ascii <= '9' ? ascii - '0' : (ascii | 0x20) - 'a' + 10;
    }
}
