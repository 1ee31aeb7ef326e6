using System.Text;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>Sets of <c>tr</c>: characters, escapes, ranges and classes, as bytes.</summary>
internal static class ByteSet
{
    /// <summary>The bytes in their order.</summary>
    public static byte[] Expand(string text)
    {
        var bytes = new List<byte>();
        var raw = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '[' && i + 1 < text.Length && text[i + 1] == ':' && text.IndexOf(":]", i, StringComparison.Ordinal) is > 0 and var end)
            {
                bytes.AddRange(ClassOf(text[(i + 2)..end]));
                i = end + 1;
                continue;
            }
            int low = Take(text, ref i, raw);
            if (low >= 0 && i + 2 < text.Length && text[i + 1] == '-')
            {
                i += 2;
                int high = Take(text, ref i, raw);
                for (int b = low; b <= high; b++)
                    bytes.Add((byte)b);
                continue;
            }
            bytes.AddRange(ShellText.Encode(raw.ToString()));
        }
        return [.. bytes];
    }

    // One character, an escape as one; its byte, or -1 when it has several. i is then at its last.
    private static int Take(string text, ref int i, StringBuilder raw)
    {
        raw.Clear();
        if (text[i] == '\\' && i + 1 < text.Length)
        {
            int end = i + 2;
            while (end < text.Length && end < i + 4 && text[i + 1] is >= '0' and <= '7' && text[end] is >= '0' and <= '7')
                end++;
            var escape = text[i..end];
            raw.Append(ShellText.Unescape(escape, out _, octalNeedsZero: false) is var value && value == escape ? escape[1..] : value);
            i = end - 1;
        }
        else
        {
            raw.Append(text[i]);
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length)
                raw.Append(text[++i]);
        }
        var encoded = ShellText.Encode(raw.ToString());
        return encoded.Length == 1 ? encoded[0] : -1;
    }

    private static IEnumerable<byte> ClassOf(string name) => Enumerable.Range(0, 128).Select(b => (byte)b).Where(b => name switch
    {
        "alpha" => char.IsAsciiLetter((char)b),
        "digit" => char.IsAsciiDigit((char)b),
        "alnum" => char.IsAsciiLetterOrDigit((char)b),
        "upper" => char.IsAsciiLetterUpper((char)b),
        "lower" => char.IsAsciiLetterLower((char)b),
        "space" => b is 32 or (>= 9 and <= 13),
        "blank" => b is 32 or 9,
        "punct" => b is > 32 and < 127 && !char.IsAsciiLetterOrDigit((char)b),
        "cntrl" => b is < 32 or 127,
        "xdigit" => char.IsAsciiHexDigit((char)b),
        "print" => b is >= 32 and < 127,
        "graph" => b is > 32 and < 127,
        _ => false,
    });
}
