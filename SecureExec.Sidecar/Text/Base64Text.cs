using System.Buffers;
using System.Buffers.Text;

namespace SecureExec.Sidecar.Text;

/// <summary>Base64 as Node's Buffer reads and writes it.</summary>
internal static class Base64Text
{
    private const byte Invalid = 64;

    private static readonly SearchValues<char> Whitespace = SearchValues.Create("\t\n\f\r ");

    private static readonly byte[] Values = CreateValues();

    /// <summary>Encodes with padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes);

    /// <summary>Encodes with the URL alphabet, without padding.</summary>
    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>
    /// The most bytes that decoding may write, from the length without the padding at the end (two characters at most).
    /// </summary>
    public static int MaxDecodedLength(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        if (length > 0 && text[length - 1] == '=')
            length--;
        if (length > 1 && text[length - 1] == '=')
            length--;
        var rest = length & 3;
        return (length / 4 * 3) + (rest == 0 ? 0 : 1 + (rest == 3 ? 1 : 0));
    }

    /// <summary>
    /// Decodes either alphabet, passing over every other character, until padding or the text or the target ends; answers the
    /// bytes written. Of a wide character only the low byte counts. Bits left over at the end are dropped.
    /// </summary>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> target)
    {
        if (Convert.TryFromBase64Chars(text, target, out var written))
            return written;
        uint bits = 0;
        var count = 0;
        written = 0;
        foreach (var c in text)
        {
            if ((byte)c == '=')
                break;
            var value = Values[(byte)c];
            if (value == Invalid)
                continue;
            bits = (bits << 6) | value;
            count += 6;
            if (count < 8)
                continue;
            if (written == target.Length)
                break;
            count -= 8;
            target[written++] = (byte)(bits >> count);
        }

        return written;
    }

    /// <summary>The forgiving decode of <c>atob</c>; null when a character is in no alphabet, "" bytes are possible.</summary>
    /// <param name="text">The text.</param>
    /// <param name="incomplete">True when one lone character or wrong padding made it fail.</param>
    public static byte[]? DecodeForgiving(ReadOnlySpan<char> text, out bool incomplete)
    {
        incomplete = false;
        var kept = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (!Whitespace.Contains(c))
                kept[length++] = c;
        }

        var padding = 0;
        while (padding < 2 && padding < length && kept[length - 1 - padding] == '=')
            padding++;
        // Padding that does not fill the last group is an invalid character, unless what is before it is the greater fault.
        if (length % 4 != 0 && (length - padding) % 4 != 1)
            padding = 0;

        var data = kept.AsSpan(0, length - padding);
        foreach (var c in data)
        {
            if (c is '-' or '_' || c > 0x7F || Values[c] == Invalid)
                return null;
        }

        incomplete = data.Length % 4 == 1;
        if (incomplete)
            return null;
        var bytes = new byte[data.Length * 3 / 4];
        Decode(data, bytes);
        return bytes;
    }

    private static byte[] CreateValues()
    {
        var values = new byte[256];
        values.AsSpan().Fill(Invalid);
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < alphabet.Length; i++)
            values[alphabet[i]] = (byte)i;
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }
}
