using System.Text;

namespace SecureExec.Sidecar.Shell;

/// <summary>
/// Text of programs that work on bytes: UTF-8, in which a byte that is none stands as the lone surrogate U+DC00 + byte (PEP 383), so that bytes go through unchanged.
/// </summary>
internal static class ShellText
{
    private const int Escape = 0xDC00;

    /// <summary>Bytes to text.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out int count) == System.Buffers.OperationStatus.Done)
                text.Append(rune.ToString());
            else
            {
                count = 1;
                text.Append((char)(Escape + bytes[0]));
            }
            bytes = bytes[count..];
        }
        return text.ToString();
    }

    /// <summary>Text to bytes.</summary>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uDC80', '\uDCFF') < 0)
        {
            var plain = new byte[Encoding.UTF8.GetByteCount(text)];
            Encoding.UTF8.GetBytes(text, plain);
            return plain;
        }
        var bytes = new List<byte>(text.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                int count = new Rune(text[i], text[++i]).EncodeToUtf8(buffer);
                bytes.AddRange(buffer[..count]);
            }
            else if (text[i] is >= '\uDC80' and <= '\uDCFF')
                bytes.Add((byte)(text[i] - Escape));
            else
            {
                int count = (Rune.TryCreate(text[i], out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(buffer);
                bytes.AddRange(buffer[..count]);
            }
        }
        return [.. bytes];
    }

    /// <summary>Replaces the escapes of <c>echo</c>, <c>printf %b</c> (octal only after <c>\0</c>) and of <c>printf</c> and <c>$'...'</c>.</summary>
    /// <param name="text">With backslashes.</param>
    /// <param name="stopped"><c>\c</c> was met: no more output.</param>
    /// <param name="octalNeedsZero">Whether octal numbers begin with 0.</param>
    public static string Unescape(string text, out bool stopped, bool octalNeedsZero)
    {
        stopped = false;
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        // Numbers are bytes, which together may be a character.
        var bytes = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                int length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encode(text.AsSpan(i, length)));
                i += length - 1;
                continue;
            }
            var c = text[++i];
            switch (c)
            {
                case 'a': bytes.Add(7); break;
                case 'b': bytes.Add(8); break;
                case 'e' or 'E': bytes.Add(27); break;
                case 'f': bytes.Add(12); break;
                case 'n': bytes.Add(10); break;
                case 'r': bytes.Add(13); break;
                case 't': bytes.Add(9); break;
                case 'v': bytes.Add(11); break;
                case '\\': bytes.Add((byte)'\\'); break;
                case '\'' or '"' when !octalNeedsZero: bytes.Add((byte)c); break;
                case 'c' when octalNeedsZero:
                    stopped = true;
                    return Decode([.. bytes]);
                case 'x' when i + 1 < text.Length && char.IsAsciiHexDigit(text[i + 1]):
                    bytes.Add((byte)Number(text, ref i, 16, 2));
                    break;
                case 'u' when !octalNeedsZero && i + 1 < text.Length && char.IsAsciiHexDigit(text[i + 1]):
                    bytes.AddRange(Encode(((char)Number(text, ref i, 16, 4)).ToString()));
                    break;
                case >= '0' and <= '7' when !octalNeedsZero || c == '0':
                    if (!octalNeedsZero)
                        i--;
                    bytes.Add((byte)Number(text, ref i, 8, 3));
                    break;
                default:
                    bytes.Add((byte)'\\');
                    bytes.AddRange(Encode(c.ToString()));
                    break;
            }
        }
        return Decode([.. bytes]);
    }

    // The digits behind i; i is then at the last of them.
    private static int Number(string text, ref int i, int radix, int digits)
    {
        int value = 0;
        while (digits-- > 0 && i + 1 < text.Length && (radix == 16 ? char.IsAsciiHexDigit(text[i + 1]) : text[i + 1] is >= '0' and <= '7'))
            value = value * radix + Convert.ToInt32(text[++i].ToString(), 16);
        return value;
    }
}
