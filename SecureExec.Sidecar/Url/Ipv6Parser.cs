using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>The IPv6 parser and serializer of the URL Standard.</summary>
internal static class Ipv6Parser
{
    /// <summary>Parses the text between the brackets and answers <c>[...]</c> in canonical form, or null when it is no address.</summary>
    public static string? Parse(ReadOnlySpan<char> text)
    {
        Span<ushort> pieces = stackalloc ushort[8];
        pieces.Clear();
        return TryParse(text, pieces) ? Serialize(pieces) : null;
    }

    private static bool TryParse(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        int index = 0, at = 0, compress = -1;
        if (text.StartsWith(':'))
        {
            if (text.Length < 2 || text[1] != ':')
                return false;
            at = 2;
            compress = index = 1;
        }

        while (at < text.Length)
        {
            if (index == 8)
                return false;
            if (text[at] == ':')
            {
                if (compress >= 0)
                    return false;
                at++;
                compress = ++index;
                continue;
            }

            int value = 0, length = 0;
            while (length < 4 && at < text.Length && char.IsAsciiHexDigit(text[at]))
            {
                value = (value << 4) | (text[at] <= '9' ? text[at] - '0' : (text[at] | 0x20) - 'a' + 10);
                at++;
                length++;
            }

            if (at < text.Length && text[at] == '.')
            {
                if (length == 0 || index > 6 || !TryParseEmbeddedIpv4(text[(at - length)..], pieces[index..]))
                    return false;
                index += 2;
                break;
            }

            if (at < text.Length)
            {
                if (text[at++] != ':' || at == text.Length)
                    return false;
            }

            pieces[index++] = (ushort)value;
        }

        if (compress < 0)
            return index == 8;
        var moved = index - compress;
        for (var to = 7; to != 0 && moved > 0; to--, moved--)
        {
            var from = compress + moved - 1;
            (pieces[to], pieces[from]) = (pieces[from], pieces[to]);
        }

        return true;
    }

    /// <summary>Four decimal numbers up to 255 without leading zeros, to the end of the text.</summary>
    private static bool TryParseEmbeddedIpv4(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        int at = 0, seen = 0;
        while (at < text.Length)
        {
            if (seen > 0)
            {
                if (text[at] != '.' || seen >= 4)
                    return false;
                at++;
            }

            var value = -1;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                var digit = text[at++] - '0';
                if (value == 0)
                    return false;
                value = value < 0 ? digit : (value * 10) + digit;
                if (value > 255)
                    return false;
            }

            if (value < 0)
                return false;
            pieces[seen / 2] = (ushort)((pieces[seen / 2] << 8) | value);
            seen++;
        }

        return seen == 4;
    }

    private static string Serialize(ReadOnlySpan<ushort> pieces)
    {
        var (start, length) = LongestZeroRun(pieces);
        var output = new StringBuilder(41).Append('[');
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                output.Append(i == 0 ? "::" : ":");
                i += length - 1;
                continue;
            }

            output.Append(pieces[i].ToString("x", CultureInfo.InvariantCulture));
            if (i != 7)
                output.Append(':');
        }

        return output.Append(']').ToString();
    }

    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<ushort> pieces)
    {
        var (bestStart, bestLength) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && pieces[end] == 0)
                end++;
            if (end - i > bestLength)
                (bestStart, bestLength) = (i, end - i);
            i = Math.Max(i, end - 1);
        }

        return (bestStart, bestLength);
    }
}
