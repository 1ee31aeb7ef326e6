using System.Globalization;

namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>A URL pattern without its regular expressions, which are the engine's (URL Pattern Standard, section 1.4).</summary>
internal sealed class UrlPatternComponents
{
    private const string Anything = "*";

    private static readonly string[] SpecialSchemes = ["http", "https", "ws", "wss", "ftp", "file"];

    private UrlPatternComponents(IReadOnlyList<PatternComponent> all) => All = all;

    /// <summary>Protocol, user name, password, host name, port, path name, search, hash.</summary>
    public IReadOnlyList<PatternComponent> All { get; }

    /// <summary>Index of the first component that <c>ignoreCase</c> is about.</summary>
    public const int FirstOfAnyCase = 5;

    /// <summary>Makes one of a text.</summary>
    /// <param name="input">The pattern of a whole URL.</param>
    /// <param name="baseUrl">The base; null: none.</param>
    /// <param name="matches">Whether a regular expression matches a text.</param>
    /// <exception cref="PatternException">The pattern is not valid.</exception>
    public static UrlPatternComponents Create(string input, string? baseUrl, Func<string, string, bool> matches)
    {
        var init = PatternConstructorParser.Parse(input, protocol => IsSpecial(Protocol(protocol), matches));
        if (baseUrl is null && init.Protocol is null)
            throw new PatternException();
        return Create(init with { BaseUrl = baseUrl }, matches);
    }

    /// <summary>Makes one of the components' patterns.</summary>
    /// <exception cref="PatternException">A pattern is not valid.</exception>
    public static UrlPatternComponents Create(PatternInit init, Func<string, string, bool> matches)
    {
        var given = PatternInitProcessor.Pattern(init);
        var port = given.Port ?? Anything;
        if (given.Protocol is { } scheme && UrlSchemes.DefaultPort(UrlSchemes.TypeOf(scheme)) is { } usual && port == usual.ToString(CultureInfo.InvariantCulture))
            port = "";
        var protocol = Protocol(given.Protocol ?? Anything);
        var hostname = given.Hostname ?? Anything;
        var special = IsSpecial(protocol, matches);
        return new UrlPatternComponents(
        [
            protocol,
            PatternComponent.Compile(given.Username ?? Anything, PatternOptions.Default, PatternCanonicalizer.Credential),
            PatternComponent.Compile(given.Password ?? Anything, PatternOptions.Default, PatternCanonicalizer.Credential),
            PatternComponent.Compile(hostname, PatternOptions.Hostname, IsIpv6(hostname) ? PatternCanonicalizer.Ipv6Hostname : PatternCanonicalizer.Hostname),
            PatternComponent.Compile(port, PatternOptions.Default, text => PatternCanonicalizer.Port(text, "")),
            special
                ? PatternComponent.Compile(given.Pathname ?? Anything, PatternOptions.Pathname, PatternCanonicalizer.Pathname)
                : PatternComponent.Compile(given.Pathname ?? Anything, PatternOptions.Default, PatternCanonicalizer.OpaquePathname),
            PatternComponent.Compile(given.Search ?? Anything, PatternOptions.Default, PatternCanonicalizer.Search),
            PatternComponent.Compile(given.Hash ?? Anything, PatternOptions.Default, PatternCanonicalizer.Hash),
        ]);
    }

    /// <summary>The components of a URL to match; null: it is none.</summary>
    public static IReadOnlyList<string>? Values(string input, string? baseUrl)
    {
        // Node matches a relative reference without a base by the parts that it has.
        var parsedBase = baseUrl is null ? new UrlRecord() : UrlParser.Parse(baseUrl, null);
        return parsedBase is not null && UrlParser.Parse(input, parsedBase) is { } url
            ? [url.Scheme, url.Username, url.Password, url.Host ?? "", url.Port?.ToString(CultureInfo.InvariantCulture) ?? "", url.SerializePath(), url.Query ?? "", url.Fragment ?? ""]
            : null;
    }

    /// <summary>The components of a URL to match; null: one is not valid.</summary>
    public static IReadOnlyList<string>? Values(PatternInit init)
    {
        try
        {
            var values = PatternInitProcessor.Values(init);
            return [values.Protocol!, values.Username!, values.Password!, values.Hostname!, values.Port!, values.Pathname!, values.Search!, values.Hash!];
        }
        catch (PatternException)
        {
            return null;
        }
    }

    private static PatternComponent Protocol(string pattern) => PatternComponent.Compile(pattern, PatternOptions.Default, PatternCanonicalizer.Protocol);

    private static bool IsSpecial(PatternComponent protocol, Func<string, string, bool> matches) => SpecialSchemes.Any(scheme => matches(protocol.Regexp, scheme));

    private static bool IsIpv6(string hostname) => hostname.Length >= 2 && (hostname[0] == '[' || hostname.StartsWith("{[", StringComparison.Ordinal) || hostname.StartsWith("\\[", StringComparison.Ordinal));
}
