using System.Text;

namespace SecureExec.Sidecar.Http1;

/// <summary>Methods by llhttp's numbers, which Node's library looks names up by.</summary>
internal static class HttpMethods
{
    public const int Get = 1, Head = 2, Post = 3, Connect = 5, Options = 6, Source = 33, Pri = 34;

    private static readonly string[] Names =
    [
        "DELETE", "GET", "HEAD", "POST", "PUT", "CONNECT", "OPTIONS", "TRACE", "COPY", "LOCK", "MKCOL", "MOVE", "PROPFIND", "PROPPATCH", "SEARCH",
        "UNLOCK", "BIND", "REBIND", "UNBIND", "ACL", "REPORT", "MKACTIVITY", "CHECKOUT", "MERGE", "M-SEARCH", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE",
        "PATCH", "PURGE", "MKCALENDAR", "LINK", "UNLINK", "SOURCE", "PRI", "DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "PAUSE", "TEARDOWN",
        "GET_PARAMETER", "SET_PARAMETER", "REDIRECT", "RECORD", "FLUSH", "QUERY",
    ];

    private const int FirstRtsp = 35, LastRtsp = 45;

    private static readonly byte[][] Bytes = [.. Names.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Longest name.</summary>
    public static int MaxLength { get; } = Names.Max(name => name.Length);

    /// <summary>The number of a name, or -1.</summary>
    public static int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Bytes.Length; i++)
        {
            if (name.SequenceEqual(Bytes[i]))
                return i;
        }
        return -1;
    }

    /// <summary>Whether some name begins so.</summary>
    public static bool IsPrefix(ReadOnlySpan<byte> start)
    {
        foreach (var name in Bytes)
        {
            if (name.AsSpan().StartsWith(start))
                return true;
        }
        return false;
    }

    /// <summary>Whether a method goes with HTTP.</summary>
    public static bool IsHttp(int method) => method is < FirstRtsp or > LastRtsp;

    /// <summary>Whether a method goes with RTSP.</summary>
    public static bool IsRtsp(int method) => method is Options or Get or Post or (>= FirstRtsp and <= LastRtsp);
}
