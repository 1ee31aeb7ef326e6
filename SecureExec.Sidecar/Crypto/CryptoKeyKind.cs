namespace SecureExec.Sidecar.Crypto;

/// <summary>What a key is: Node's numbers.</summary>
internal enum CryptoKeyKind
{
    Secret = 0,
    Public = 1,
    Private = 2,
}
