namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What one connection adds to the settings.</summary>
internal sealed record TlsOptions
{
    public required TlsSettings Settings { get; init; }

    /// <summary>A client's: the host it wants; null: it does not say.</summary>
    public string? ServerName { get; init; }

    /// <summary>A client's offer, or what a server has chosen: names of protocols.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>A server's: whether it asks the client for a certificate.</summary>
    public bool RequestsCertificate { get; init; }

    /// <summary>A server's: whether it goes on without one.</summary>
    public bool RequiresCertificate { get; init; }
}
