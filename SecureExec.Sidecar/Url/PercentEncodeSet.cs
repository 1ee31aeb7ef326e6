using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>
/// A percent-encode set of the URL Standard (section 1.3): the ASCII characters that are written as <c>%XX</c>.
/// Everything above U+007E is in every set.
/// </summary>
internal sealed class PercentEncodeSet
{
    /// <summary>C0 controls and everything above <c>~</c>.</summary>
    public static readonly PercentEncodeSet C0Control = new("");

    /// <summary>For fragments.</summary>
    public static readonly PercentEncodeSet Fragment = new(" \"<>`");

    /// <summary>For queries of schemes that are not special.</summary>
    public static readonly PercentEncodeSet Query = new(" \"#<>");

    /// <summary>For queries of special schemes.</summary>
    public static readonly PercentEncodeSet SpecialQuery = new(" \"#<>'");

    /// <summary>For path segments.</summary>
    public static readonly PercentEncodeSet Path = new(" \"#<>?^`{}");

    /// <summary>For user names and passwords.</summary>
    public static readonly PercentEncodeSet UserInfo = new(" \"#<>?^`{}/:;=@[\\]|");

    private readonly bool[] _encoded = new bool[128];

    private PercentEncodeSet(string characters)
    {
        for (var c = 0; c < 128; c++)
            _encoded[c] = c is <= 0x1F or > 0x7E || characters.Contains((char)c, StringComparison.Ordinal);
    }

    /// <summary>Whether a UTF-16 unit is written as <c>%XX</c>.</summary>
    public bool Contains(char c) => c >= 128 || _encoded[c];

    /// <summary>Appends text, its UTF-8 bytes percent-encoded where this set asks for it.</summary>
    public void Append(StringBuilder output, ReadOnlySpan<char> text)
    {
        var start = 0;
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (!Contains(text[i]))
                continue;
            output.Append(text[start..i]);
            Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            var length = rune.EncodeToUtf8(utf8);
            foreach (var b in utf8[..length])
                AppendByte(output, b);
            i += consumed - 1;
            start = i + 1;
        }

        output.Append(text[start..]);
    }

    /// <summary>Text with its UTF-8 bytes percent-encoded where this set asks for it.</summary>
    public string Encode(string text)
    {
        foreach (var c in text)
        {
            if (!Contains(c))
                continue;
            var output = new StringBuilder(text.Length + 16);
            Append(output, text);
            return output.ToString();
        }

        return text;
    }

    /// <summary>Appends one byte as <c>%XX</c>.</summary>
    public static void AppendByte(StringBuilder output, byte value)
        => output.Append('%').Append(Hex(value >> 4)).Append(Hex(value & 15));

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
