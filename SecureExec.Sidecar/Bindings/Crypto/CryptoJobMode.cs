namespace SecureExec.Sidecar.Bindings;

/// <summary>How a job is run: Node's numbers.</summary>
internal enum CryptoJobMode
{
    Async = 0,
    Sync = 1,
    WebCrypto = 2,
}
