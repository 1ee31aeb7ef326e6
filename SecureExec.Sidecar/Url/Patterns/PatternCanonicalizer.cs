namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>Writes the components of a URL as the URL parser would (URL Pattern Standard, section 3.2).</summary>
internal static class PatternCanonicalizer
{
    private static UrlRecord Dummy => new() { Scheme = "https", Host = "dummy.invalid", Path = [""] };

    public static string Protocol(string value) => value.Length == 0 ? "" : UrlParser.Parse(value + "://dummy.invalid/", null)?.Scheme ?? throw new PatternException();

    public static string Credential(string value) => PercentEncodeSet.UserInfo.Encode(value);

    public static string Hostname(string value)
    {
        if (value.Length == 0)
            return "";
        var url = Dummy;
        return UrlParser.ParseInto(url, value, UrlParserState.Hostname) ? url.Host ?? "" : throw new PatternException();
    }

    public static string Ipv6Hostname(string value) =>
        value.All(c => char.IsAsciiHexDigit(c) || c is '[' or ']' or ':') ? value.ToLowerInvariant() : throw new PatternException();

    /// <summary>A port; the default one of <paramref name="protocol"/> is empty.</summary>
    public static string Port(string value, string protocol)
    {
        if (value.Length == 0)
            return "";
        var url = Dummy;
        url.Scheme = protocol;
        if (!UrlParser.ParseInto(url, value, UrlParserState.Port))
            throw new PatternException();
        return url.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    public static string Pathname(string value)
    {
        if (value.Length == 0)
            return "";
        var url = Dummy;
        url.Path = [];
        // What is no start of a path must not become one, nor lose a dot.
        var rooted = value[0] == '/';
        if (!UrlParser.ParseInto(url, rooted ? value : "/-" + value, UrlParserState.PathStart))
            throw new PatternException();
        var path = url.SerializePath();
        return rooted ? path : path[2..];
    }

    public static string OpaquePathname(string value)
    {
        if (value.Length == 0)
            return "";
        var url = new UrlRecord { Scheme = "data", OpaquePath = "" };
        return UrlParser.ParseInto(url, value, UrlParserState.OpaquePath) ? url.SerializePath() : throw new PatternException();
    }

    public static string Search(string value)
    {
        if (value.Length == 0)
            return "";
        var url = Dummy;
        return UrlParser.ParseInto(url, value, UrlParserState.Query) ? url.Query ?? "" : throw new PatternException();
    }

    public static string Hash(string value)
    {
        if (value.Length == 0)
            return "";
        var url = Dummy;
        return UrlParser.ParseInto(url, value, UrlParserState.Fragment) ? url.Fragment ?? "" : throw new PatternException();
    }
}
