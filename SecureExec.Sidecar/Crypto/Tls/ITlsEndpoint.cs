namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>The protocol's engine, which closes each direction for itself, as sockets do. The library's own answer to a peer's close is to close both.</summary>
internal interface ITlsEndpoint
{
    /// <summary>Says that nothing more is sent; reading goes on.</summary>
    void CloseOutput();
}
