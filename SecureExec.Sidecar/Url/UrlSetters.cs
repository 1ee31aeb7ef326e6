namespace SecureExec.Sidecar.Url;

/// <summary>The setters of the URL class (URL Standard, section 6.1) over a record.</summary>
internal static class UrlSetters
{
    /// <summary>Sets one part; false when the value was refused, and then the record may not be used any more.</summary>
    public static bool Set(UrlRecord url, UrlPart part, string value) => part switch
    {
        UrlPart.Protocol => value.Length == 0 || UrlParser.ParseInto(url, value + ":", UrlParserState.SchemeStart),
        UrlPart.Host => url.OpaquePath is null && UrlParser.ParseInto(url, value, UrlParserState.Host),
        UrlPart.Hostname => url.OpaquePath is null && UrlParser.ParseInto(url, value, UrlParserState.Hostname),
        UrlPart.Port => SetPort(url, value),
        UrlPart.Username => SetUsername(url, value),
        UrlPart.Password => SetPassword(url, value),
        UrlPart.Pathname => SetPathname(url, value),
        UrlPart.Search => SetSearch(url, value),
        UrlPart.Hash => SetHash(url, value),
        _ => false,
    };

    private static bool SetPort(UrlRecord url, string value)
    {
        if (url.CannotHaveCredentialsOrPort)
            return false;
        if (value.Length != 0)
            return UrlParser.ParseInto(url, value, UrlParserState.Port);
        url.Port = null;
        return true;
    }

    private static bool SetUsername(UrlRecord url, string value)
    {
        if (url.CannotHaveCredentialsOrPort)
            return false;
        url.Username = PercentEncodeSet.UserInfo.Encode(value);
        return true;
    }

    private static bool SetPassword(UrlRecord url, string value)
    {
        if (url.CannotHaveCredentialsOrPort)
            return false;
        url.Password = PercentEncodeSet.UserInfo.Encode(value);
        return true;
    }

    private static bool SetPathname(UrlRecord url, string value)
    {
        if (url.OpaquePath is not null)
            return false;
        url.Path = [];
        return UrlParser.ParseInto(url, value, UrlParserState.PathStart);
    }

    private static bool SetSearch(UrlRecord url, string value)
    {
        url.Query = null;
        return value.Length == 0
            || UrlParser.ParseInto(url, value[0] == '?' ? value[1..] : value, UrlParserState.Query);
    }

    private static bool SetHash(UrlRecord url, string value)
    {
        url.Fragment = null;
        return value.Length == 0
            || UrlParser.ParseInto(url, value[0] == '#' ? value[1..] : value, UrlParserState.Fragment);
    }
}
