using System.Buffers;

namespace SecureExec.Sidecar.Http1;

/// <summary>Sets of bytes that HTTP/1 speaks of, as llhttp has them.</summary>
internal static class HttpCharacters
{
    /// <summary>RFC 9110's <c>tchar</c>.</summary>
    public static readonly SearchValues<byte> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Bytes of a header's value: tab, and all that can be seen.</summary>
    public static readonly SearchValues<byte> HeaderValue = SearchValues.Create(Where(c => c == '\t' || (c >= ' ' && c != 127)));

    /// <summary>The same without the comma.</summary>
    public static readonly SearchValues<byte> ListItem = SearchValues.Create(Where(c => c != ',' && (c == '\t' || (c >= ' ' && c != 127))));

    /// <summary>Bytes of a path, query or fragment.</summary>
    public static readonly SearchValues<byte> Url = SearchValues.Create(Where(c => c is > ' ' and < 127 and not ('#' or '?')));

    /// <summary>Bytes of a server with user and port.</summary>
    public static readonly SearchValues<byte> Server = SearchValues.Create("-_.!~*'()%;:&=+$,[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Bytes between quotes that stand for themselves.</summary>
    public static readonly SearchValues<byte> Quoted = SearchValues.Create(Where(c => c is '\t' or >= 0x80 || (c >= ' ' && c != 127 && c is not ('"' or '\\'))));

    /// <summary>Bytes that the Fetch standard lets stand in a header's value, and HTTP does not.</summary>
    public static bool IsRelaxed(byte c) => c is not (0 or (byte)'\r' or (byte)'\n');

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    public static int Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    private static byte[] Where(Func<int, bool> isIn) => [.. Enumerable.Range(0, 256).Where(isIn).Select(c => (byte)c)];
}
