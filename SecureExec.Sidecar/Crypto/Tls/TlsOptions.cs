namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What one connection adds to the settings.</summary>
internal sealed record TlsOptions
{
    public required TlsSettings Settings { get; init; }

    /// <summary>What the server says about sessions.</summary>
    public required TlsSessionRules Sessions { get; init; }

    /// <summary>A session to go on with, if the other side agrees; null: none.</summary>
    public TlsStoredSession? Session { get; init; }

    /// <summary>The host that the client wants; null: it does not say.</summary>
    public string? ServerName { get; init; }

    /// <summary>A client's offer, or what a server has chosen: names of protocols.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>A server's: whether it asks the client for a certificate.</summary>
    public bool RequestsCertificate { get; init; }

    /// <summary>A server's: whether it goes on without one.</summary>
    public bool RequiresCertificate { get; init; }

    /// <summary>A client's: whether it asks for an OCSP response.</summary>
    public bool RequestsStatus { get; init; }

    /// <summary>A server's: the OCSP response for those who ask; null: none.</summary>
    public byte[]? Status { get; init; }
}
