namespace SecureExec.Sidecar.Url;

/// <summary>The states of the URL Standard's basic URL parser.</summary>
internal enum UrlParserState
{
    /// <summary>Before the scheme.</summary>
    SchemeStart,

    /// <summary>In the scheme.</summary>
    Scheme,

    /// <summary>There is no scheme.</summary>
    NoScheme,

    /// <summary>A special scheme equal to the base's.</summary>
    SpecialRelativeOrAuthority,

    /// <summary>One slash after a scheme that is not special.</summary>
    PathOrAuthority,

    /// <summary>Relative to the base.</summary>
    Relative,

    /// <summary>Relative to the base, after a slash.</summary>
    RelativeSlash,

    /// <summary>Slashes of a special scheme.</summary>
    SpecialAuthoritySlashes,

    /// <summary>Surplus slashes of a special scheme.</summary>
    SpecialAuthorityIgnoreSlashes,

    /// <summary>User name and password.</summary>
    Authority,

    /// <summary>Host.</summary>
    Host,

    /// <summary>Host, entered by the hostname setter, which ignores a port.</summary>
    Hostname,

    /// <summary>Port.</summary>
    Port,

    /// <summary>After <c>file:</c>.</summary>
    File,

    /// <summary>After <c>file:/</c>.</summary>
    FileSlash,

    /// <summary>Host of a file URL.</summary>
    FileHost,

    /// <summary>Before the path.</summary>
    PathStart,

    /// <summary>In the path.</summary>
    Path,

    /// <summary>In an opaque path.</summary>
    OpaquePath,

    /// <summary>In the query.</summary>
    Query,

    /// <summary>In the fragment.</summary>
    Fragment,
}
