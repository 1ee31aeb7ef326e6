namespace SecureExec.Sidecar.Url;

/// <summary>What the URL Standard knows about special schemes.</summary>
internal static class UrlSchemes
{
    /// <summary>The kind of a lower-case scheme without its colon.</summary>
    public static UrlSchemeType TypeOf(string scheme) => scheme switch
    {
        "http" => UrlSchemeType.Http,
        "https" => UrlSchemeType.Https,
        "ws" => UrlSchemeType.Ws,
        "ftp" => UrlSchemeType.Ftp,
        "wss" => UrlSchemeType.Wss,
        "file" => UrlSchemeType.File,
        _ => UrlSchemeType.NotSpecial,
    };

    /// <summary>The port a scheme implies, or null when it implies none.</summary>
    public static int? DefaultPort(UrlSchemeType type) => type switch
    {
        UrlSchemeType.Http or UrlSchemeType.Ws => 80,
        UrlSchemeType.Https or UrlSchemeType.Wss => 443,
        UrlSchemeType.Ftp => 21,
        _ => null,
    };
}
