using System.Globalization;

namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>"Process a URLPatternInit" (URL Pattern Standard, section 3.1): what a base URL gives, and values as the URL parser writes them.</summary>
internal static class PatternInitProcessor
{
    /// <summary>Processes patterns: what is not given stays so.</summary>
    /// <exception cref="PatternException">The base is no valid URL.</exception>
    public static PatternInit Pattern(PatternInit init) => Process(init, isPattern: true, new PatternInit());

    /// <summary>Processes values: what is not given is empty.</summary>
    /// <exception cref="PatternException">A value is not valid.</exception>
    public static PatternInit Values(PatternInit init) => Process(init, isPattern: false, new PatternInit
    {
        Protocol = "",
        Username = "",
        Password = "",
        Hostname = "",
        Port = "",
        Pathname = "",
        Search = "",
        Hash = "",
    });

    private static PatternInit Process(PatternInit init, bool isPattern, PatternInit result)
    {
        UrlRecord? baseUrl = null;
        if (init.BaseUrl is { } text)
        {
            baseUrl = UrlParser.Parse(text, null) ?? throw new PatternException();
            result = Inherit(init, isPattern, result, baseUrl);
        }
        if (init.Protocol is { } protocol)
        {
            var name = protocol.EndsWith(':') ? protocol[..^1] : protocol;
            result = result with { Protocol = isPattern ? name : PatternCanonicalizer.Protocol(name) };
        }
        if (init.Username is { } username)
            result = result with { Username = isPattern ? username : PatternCanonicalizer.Credential(username) };
        if (init.Password is { } password)
            result = result with { Password = isPattern ? password : PatternCanonicalizer.Credential(password) };
        if (init.Hostname is { } hostname)
            result = result with { Hostname = isPattern ? hostname : PatternCanonicalizer.Hostname(hostname) };
        if (init.Port is { } port)
            result = result with { Port = isPattern ? port : PatternCanonicalizer.Port(port, result.Protocol ?? "") };
        if (init.Pathname is { } pathname)
            result = result with { Pathname = Pathname(pathname, isPattern, result.Protocol ?? "", baseUrl) };
        if (init.Search is { } search)
            result = result with { Search = isPattern ? Without(search, '?') : PatternCanonicalizer.Search(Without(search, '?')) };
        if (init.Hash is { } hash)
            result = result with { Hash = isPattern ? Without(hash, '#') : PatternCanonicalizer.Hash(Without(hash, '#')) };
        return result;
    }

    // A component comes from the base when neither it nor one before it is given.
    private static PatternInit Inherit(PatternInit init, bool isPattern, PatternInit result, UrlRecord url)
    {
        string Text(string value) => isPattern ? PatternText.EscapePattern(value) : value;
        if (init.Protocol is not null)
            return result;
        result = result with { Protocol = Text(url.Scheme) };
        if (!isPattern && init is { Hostname: null, Port: null, Username: null })
            result = result with { Username = url.Username };
        if (!isPattern && init is { Hostname: null, Port: null, Username: null, Password: null })
            result = result with { Password = url.Password };
        if (init.Hostname is not null)
            return result;
        result = result with { Hostname = Text(url.Host ?? "") };
        if (init.Port is not null)
            return result;
        result = result with { Port = url.Port?.ToString(CultureInfo.InvariantCulture) ?? "" };
        if (init.Pathname is not null)
            return result;
        result = result with { Pathname = Text(url.SerializePath()) };
        if (init.Search is not null)
            return result;
        result = result with { Search = Text(url.Query ?? "") };
        return init.Hash is not null ? result : result with { Hash = Text(url.Fragment ?? "") };
    }

    private static string Pathname(string pathname, bool isPattern, string protocol, UrlRecord? baseUrl)
    {
        if (baseUrl is { OpaquePath: null } && !IsAbsolute(pathname, isPattern))
        {
            var path = isPattern ? PatternText.EscapePattern(baseUrl.SerializePath()) : baseUrl.SerializePath();
            pathname = path[..(path.LastIndexOf('/') + 1)] + pathname;
        }
        if (isPattern)
            return pathname;
        return protocol.Length == 0 || UrlSchemes.TypeOf(protocol) != UrlSchemeType.NotSpecial ? PatternCanonicalizer.Pathname(pathname) : PatternCanonicalizer.OpaquePathname(pathname);
    }

    private static bool IsAbsolute(string pathname, bool isPattern) =>
        pathname.StartsWith('/') || (isPattern && (pathname.StartsWith("\\/", StringComparison.Ordinal) || pathname.StartsWith("{/", StringComparison.Ordinal)));

    private static string Without(string text, char first) => text.StartsWith(first) ? text[1..] : text;
}
