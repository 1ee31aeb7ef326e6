namespace SecureExec.Sidecar.Url;

/// <summary>The setters of the URL class, numbered as <c>updateActions</c> in Node's <c>internal/url</c>.</summary>
internal enum UrlPart
{
    /// <summary><c>url.protocol</c></summary>
    Protocol = 0,

    /// <summary><c>url.host</c></summary>
    Host = 1,

    /// <summary><c>url.hostname</c></summary>
    Hostname = 2,

    /// <summary><c>url.port</c></summary>
    Port = 3,

    /// <summary><c>url.username</c></summary>
    Username = 4,

    /// <summary><c>url.password</c></summary>
    Password = 5,

    /// <summary><c>url.pathname</c></summary>
    Pathname = 6,

    /// <summary><c>url.search</c></summary>
    Search = 7,

    /// <summary><c>url.hash</c></summary>
    Hash = 8,

    /// <summary><c>url.href</c></summary>
    Href = 9,
}
