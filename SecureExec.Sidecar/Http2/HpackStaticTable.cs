using System.Text;

namespace SecureExec.Sidecar.Http2;

/// <summary>The fields that both sides of HPACK know from the start (RFC 7541, Appendix A), from index 1 on.</summary>
internal static class HpackStaticTable
{
    private static readonly (string Name, string Value)[] Texts =
    [
        (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"), (":path", "/index.html"), (":scheme", "http"), (":scheme", "https"),
        (":status", "200"), (":status", "204"), (":status", "206"), (":status", "304"), (":status", "400"), (":status", "404"), (":status", "500"),
        ("accept-charset", ""), ("accept-encoding", "gzip, deflate"), ("accept-language", ""), ("accept-ranges", ""), ("accept", ""),
        ("access-control-allow-origin", ""), ("age", ""), ("allow", ""), ("authorization", ""), ("cache-control", ""), ("content-disposition", ""),
        ("content-encoding", ""), ("content-language", ""), ("content-length", ""), ("content-location", ""), ("content-range", ""), ("content-type", ""),
        ("cookie", ""), ("date", ""), ("etag", ""), ("expect", ""), ("expires", ""), ("from", ""), ("host", ""), ("if-match", ""), ("if-modified-since", ""),
        ("if-none-match", ""), ("if-range", ""), ("if-unmodified-since", ""), ("last-modified", ""), ("link", ""), ("location", ""), ("max-forwards", ""),
        ("proxy-authenticate", ""), ("proxy-authorization", ""), ("range", ""), ("referer", ""), ("refresh", ""), ("retry-after", ""), ("server", ""),
        ("set-cookie", ""), ("strict-transport-security", ""), ("transfer-encoding", ""), ("user-agent", ""), ("vary", ""), ("via", ""), ("www-authenticate", ""),
    ];

    private static readonly HeaderField[] Fields = [.. Texts.Select(field => new HeaderField(Encoding.ASCII.GetBytes(field.Name), Encoding.ASCII.GetBytes(field.Value)))];

    private static readonly Dictionary<string, int> ByName = Fields.Select((field, at) => (Name: Encoding.ASCII.GetString(field.Name), Index: at + 1))
        .GroupBy(entry => entry.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Index, StringComparer.Ordinal);

    /// <summary>How many there are: 61.</summary>
    public static int Count => Fields.Length;

    /// <summary>A field by its index, from 1 to <see cref="Count"/>.</summary>
    public static HeaderField Get(int index) => Fields[index - 1];

    /// <summary>The index of a field; negative: that of a field of the same name only; 0: there is none.</summary>
    public static int Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!ByName.TryGetValue(Encoding.Latin1.GetString(name), out var first))
            return 0;
        for (var index = first; index <= Count && Get(index).Name.AsSpan().SequenceEqual(name); index++)
        {
            if (Get(index).Value.AsSpan().SequenceEqual(value))
                return index;
        }
        return -first;
    }
}
