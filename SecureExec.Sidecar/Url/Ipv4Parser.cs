using System.Globalization;

namespace SecureExec.Sidecar.Url;

/// <summary>The IPv4 parser and serializer of the URL Standard: decimal, octal and hexadecimal parts, fewer than four allowed.</summary>
internal static class Ipv4Parser
{
    /// <summary>Whether the last label is a number, so that the host must be an IPv4 address or is invalid.</summary>
    public static bool EndsInNumber(ReadOnlySpan<char> host)
    {
        if (host.EndsWith('.'))
            host = host[..^1];
        var last = host[(host.LastIndexOf('.') + 1)..];
        if (last.IsEmpty)
            return false;
        return !last.ContainsAnyExceptInRange('0', '9') || ParsePart(last) >= 0;
    }

    /// <summary>Parses an ASCII host and answers it in dotted form, or null when it is no address.</summary>
    public static string? Parse(ReadOnlySpan<char> host)
    {
        if (host.EndsWith('.'))
            host = host[..^1];
        Span<long> parts = stackalloc long[4];
        var count = 0;
        foreach (var range in host.Split('.'))
        {
            if (count == 4 || host[range].IsEmpty)
                return null;
            var value = ParsePart(host[range]);
            if (value < 0)
                return null;
            parts[count++] = value;
        }

        for (var i = 0; i < count - 1; i++)
        {
            if (parts[i] > 255)
                return null;
        }

        if (count == 0 || parts[count - 1] >= 1L << (8 * (5 - count)))
            return null;
        var address = parts[count - 1];
        for (var i = 0; i < count - 1; i++)
            address += parts[i] << (8 * (3 - i));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
    }

    /// <summary>A part's value, clamped to 2^33 so that a long one stays too large; -1 when it is no number.</summary>
    private static long ParsePart(ReadOnlySpan<char> text)
    {
        var radix = 10;
        if (text.Length >= 2 && text[0] == '0')
        {
            var hexadecimal = (text[1] | 0x20) == 'x';
            radix = hexadecimal ? 16 : 8;
            text = text[(hexadecimal ? 2 : 1)..];
        }

        long value = 0;
        foreach (var c in text)
        {
            var digit = char.IsAsciiHexDigit(c) ? (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) : 99;
            if (digit >= radix)
                return -1;
            value = Math.Min((value * radix) + digit, 1L << 33);
        }

        return value;
    }
}
