using System.Text;
using System.Text.Unicode;

namespace SecureExec.Sidecar.Text;

/// <summary>
/// Names of files are bytes to Linux and text to the virtual kernel: bytes that are no UTF-8 stand there as lone surrogates U+DC80 to
/// U+DCFF, one for each, and come back as what they were. Text of the guest never yields those: its lone surrogates become U+FFFD, as in Node.
/// </summary>
internal static class FileName
{
    private const char FirstSurrogate = '\uD800', LastSurrogate = '\uDFFF', EscapeBase = '\uDC00', Replacement = '\uFFFD';

    /// <summary>The kernel's name of what the guest gave as text.</summary>
    public static string FromText(string text) => HasSurrogates(text) ? Replace(text) : text;

    /// <summary>The kernel's name of what the guest gave as bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var b in bytes[..consumed])
                    text.Append((char)(EscapeBase + b));
            }
            bytes = bytes[consumed..];
        }
        return text.ToString();
    }

    /// <summary>What the guest sees as text.</summary>
    public static string ToText(string name) => HasSurrogates(name) ? Encoding.UTF8.GetString(ToBytes(name)) : name;

    /// <summary>What the guest sees as bytes.</summary>
    public static byte[] ToBytes(string name)
    {
        if (!HasSurrogates(name))
            return Encoding.UTF8.GetBytes(name);
        var bytes = new List<byte>(name.Length * 2);
        Span<byte> encoded = stackalloc byte[4];
        for (var rest = name.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != System.Buffers.OperationStatus.Done && rest[0] is >= '\uDC80' and <= '\uDCFF')
                bytes.Add((byte)(rest[0] - EscapeBase));
            else
                bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            rest = rest[consumed..];
        }
        return [.. bytes];
    }

    private static bool HasSurrogates(string text) => text.AsSpan().ContainsAnyInRange(FirstSurrogate, LastSurrogate);

    private static string Replace(string text)
    {
        var replaced = text.ToCharArray();
        for (var i = 0; i < replaced.Length; i++)
        {
            if (i + 1 < replaced.Length && char.IsSurrogatePair(replaced[i], replaced[i + 1]))
                i++;
            else if (char.IsSurrogate(replaced[i]))
                replaced[i] = Replacement;
        }
        return new string(replaced);
    }
}
