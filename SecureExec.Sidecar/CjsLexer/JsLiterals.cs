using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.CjsLexer;

/// <summary>Ends and values of JavaScript literals.</summary>
internal static class JsLiterals
{
    /// <summary>The offset behind the string literal that starts at an offset, -1 when it is not terminated on its line.</summary>
    public static int EndOfString(ReadOnlySpan<char> source, int start)
    {
        var quote = source[start];
        for (var i = start + 1; i < source.Length; i++)
        {
            var c = source[i];
            if (c == quote)
                return i + 1;
            if (c is '\n' or '\r')
                return -1;
            if (c == '\\')
            {
                i++;
                if (i + 1 < source.Length && source[i] == '\r' && source[i + 1] == '\n')
                    i++;
            }
        }

        return -1;
    }

    /// <summary>The offset of the <c>/</c> that ends the regular expression starting at an offset, -1 when none does on its line.</summary>
    public static int EndOfRegularExpression(ReadOnlySpan<char> source, int start)
    {
        var inClass = false;
        for (var i = start + 1; i < source.Length; i++)
        {
            switch (source[i])
            {
                case '/' when !inClass:
                    return i;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '\\':
                    i++;
                    break;
                case '\n' or '\r':
                    return -1;
            }
        }

        return -1;
    }

    /// <summary>The value of the text between the quotes; null for an invalid escape or a lone surrogate.</summary>
    public static string? Unescape(ReadOnlySpan<char> raw)
    {
        var value = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                value.Append(raw[i]);
                continue;
            }

            var escape = raw[++i];
            switch (escape)
            {
                case 'x' or 'u':
                    if (!AppendHexEscape(value, raw[i..], out var length))
                        return null;
                    i += length - 1;
                    break;
                default:
                    value.Append(SingleEscape(escape));
                    break;
            }
        }

        var text = value.ToString();
        return IsWellFormed(text) ? text : null;
    }

    /// <summary>Text with every lone surrogate replaced by U+FFFD, as it is after a way through UTF-8.</summary>
    public static string ToWellFormed(string text)
    {
        if (IsWellFormed(text))
            return text;
        var output = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            output.Append(rune.ToString());
        return output.ToString();
    }

    private static char SingleEscape(char c) => c switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        'v' => '\v',
        '0' => '\0',
        _ => c,
    };

    private static bool AppendHexEscape(StringBuilder value, ReadOnlySpan<char> text, out int length)
    {
        ReadOnlySpan<char> digits;
        if (text[0] == 'x')
        {
            length = 3;
            digits = text.Length < 3 ? default : text[1..3];
        }
        else if (text.Length > 1 && text[1] == '{')
        {
            var close = text.IndexOf('}');
            length = close + 1;
            digits = close < 0 ? default : text[2..close];
        }
        else
        {
            length = 5;
            digits = text.Length < 5 ? default : text[1..5];
        }

        if (digits.IsEmpty || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var codePoint) || codePoint is < 0 or > 0x10FFFF)
            return false;
        if (codePoint < 0x10000)
            value.Append((char)codePoint);
        else
            value.Append(char.ConvertFromUtf32(codePoint));
        return true;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0)
                return true;
            if (Rune.DecodeFromUtf16(text[at..], out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[(at + consumed)..];
        }
    }
}
