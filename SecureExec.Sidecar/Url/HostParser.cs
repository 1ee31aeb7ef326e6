using System.Buffers;
using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>The host parser of the URL Standard (section 3.5).</summary>
internal static class HostParser
{
    private static readonly SearchValues<char> ForbiddenHost = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");

    private static readonly SearchValues<char> ForbiddenDomain = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\t\n\u000B\u000C\r\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F"
        + " #/:<>?@[\\]^|%\u007F");

    /// <summary>Parses a host and answers its serialization, or null when it is invalid.</summary>
    /// <param name="text">The host as written, with brackets for IPv6.</param>
    /// <param name="opaque">True when the URL's scheme is not special.</param>
    public static string? Parse(string text, bool opaque)
    {
        if (text.StartsWith('['))
            return text.EndsWith(']') ? Ipv6Parser.Parse(text.AsSpan(1, text.Length - 2)) : null;
        if (opaque)
            return text.AsSpan().ContainsAny(ForbiddenHost) ? null : PercentEncodeSet.C0Control.Encode(text);
        var domain = DecodePercents(text);
        var ascii = Idna.ToAscii(domain);
        if (string.IsNullOrEmpty(ascii) || ascii.AsSpan().ContainsAny(ForbiddenDomain))
            return null;
        return Ipv4Parser.EndsInNumber(ascii) ? Ipv4Parser.Parse(ascii) : ascii;
    }

    /// <summary>Percent-decodes and reads the bytes as UTF-8, U+FFFD for what is malformed.</summary>
    private static string DecodePercents(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                bytes[length++] = (byte)((HexValue(bytes[i + 1]) << 4) | HexValue(bytes[i + 2]));
                i += 2;
            }
            else
            {
                bytes[length++] = bytes[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static int HexValue(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
