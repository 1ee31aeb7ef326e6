namespace SecureExec.Sidecar.Url;

/// <summary>The kind of a scheme, numbered as Node's <c>urlComponents[8]</c> (Ada's <c>scheme::type</c>).</summary>
internal enum UrlSchemeType
{
    /// <summary><c>http</c>, default port 80.</summary>
    Http = 0,

    /// <summary>Any scheme that the URL Standard does not call special.</summary>
    NotSpecial = 1,

    /// <summary><c>https</c>, default port 443.</summary>
    Https = 2,

    /// <summary><c>ws</c>, default port 80.</summary>
    Ws = 3,

    /// <summary><c>ftp</c>, default port 21.</summary>
    Ftp = 4,

    /// <summary><c>wss</c>, default port 443.</summary>
    Wss = 5,

    /// <summary><c>file</c>, no port.</summary>
    File = 6,
}
