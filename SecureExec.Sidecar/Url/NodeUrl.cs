namespace SecureExec.Sidecar.Url;

/// <summary>The functions of Node's <c>internalBinding('url')</c>, without V8.</summary>
internal static class NodeUrl
{
    /// <summary>Parses text against an optional base; null when one of them is no valid URL.</summary>
    public static SerializedUrl? Parse(string input, string? baseUrl)
        => ParseRecord(input, baseUrl) is { } url ? UrlSerializer.Serialize(url) : null;

    /// <summary>Whether <see cref="Parse"/> would answer a URL.</summary>
    public static bool CanParse(string input, string? baseUrl) => ParseRecord(input, baseUrl) is not null;

    /// <summary>Sets one part of a serialized URL; null when the value was refused and the URL stays as it is.</summary>
    public static SerializedUrl? Update(string href, UrlPart part, string value)
    {
        if (part == UrlPart.Href)
            return Parse(value, null);
        return UrlParser.Parse(href, null) is { } url && UrlSetters.Set(url, part, value)
            ? UrlSerializer.Serialize(url)
            : null;
    }

    /// <summary>Re-serializes a URL as <c>url.format(URL, options)</c> does; an invalid one is answered unchanged.</summary>
    public static string Format(string href, bool fragment, bool unicode, bool search, bool auth)
    {
        if (UrlParser.Parse(href, null) is not { } url)
            return href;
        if (!fragment)
            url.Fragment = null;
        if (unicode && !string.IsNullOrEmpty(url.Host))
            url.Host = Idna.ToUnicode(url.Host);
        if (!search)
            url.Query = null;
        if (!auth)
            url.Username = url.Password = "";
        return UrlSerializer.Serialize(url).Href;
    }

    /// <summary>The serialized origin, <c>null</c> as text for an opaque one; null when the text is no valid URL.</summary>
    public static string? Origin(string href)
    {
        if (UrlParser.Parse(href, null) is not { } url)
            return null;
        if (url.Scheme == "blob")
        {
            return UrlParser.Parse(url.SerializePath(), null) is { SchemeType: UrlSchemeType.Http or UrlSchemeType.Https } inner
                ? TupleOrigin(inner)
                : "null";
        }

        return url.IsSpecial && url.SchemeType != UrlSchemeType.File ? TupleOrigin(url) : "null";
    }

    /// <summary>The URL of an absolute file path; null when it is none or the host of a UNC path is invalid.</summary>
    /// <param name="path">The path, already resolved.</param>
    /// <param name="windows">Whether a backslash separates.</param>
    /// <param name="host">The server of a UNC path, or null.</param>
    public static SerializedUrl? PathToFileUrl(string path, bool windows, string? host)
    {
        if (UrlParser.Parse("file://" + FilePathEscapes.Escape(path, windows), null) is not { } url)
            return null;
        if (host is not null && windows && !UrlSetters.Set(url, UrlPart.Hostname, host))
            return null;
        return UrlSerializer.Serialize(url);
    }

    /// <summary><c>url.domainToASCII</c>: the host of a special URL in ASCII, "" when it is invalid.</summary>
    public static string DomainToAscii(string domain) => SpecialHost(domain) ?? "";

    /// <summary><c>url.domainToUnicode</c>: the host of a special URL with its punycode labels decoded, "" when it is invalid.</summary>
    public static string DomainToUnicode(string domain) => SpecialHost(domain) is { } host ? Idna.ToUnicode(host) : "";

    private static string? SpecialHost(string domain)
    {
        if (domain.Length == 0)
            return null;
        var url = new UrlRecord { Scheme = "ws", Host = "x", Path = [""] };
        return UrlParser.ParseInto(url, domain, UrlParserState.Hostname) ? url.Host : null;
    }

    private static UrlRecord? ParseRecord(string input, string? baseUrl)
    {
        if (baseUrl is null)
            return UrlParser.Parse(input, null);
        return UrlParser.Parse(baseUrl, null) is { } parsed ? UrlParser.Parse(input, parsed) : null;
    }

    private static string TupleOrigin(UrlRecord url)
        => UrlSerializer.Serialize(new UrlRecord { Scheme = url.Scheme, Host = url.Host, Port = url.Port }).Href;
}
