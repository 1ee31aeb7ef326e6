namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a server needs for a cipher suite.</summary>
internal enum TlsSuiteKey
{
    Any,
    Rsa,
    RsaDecrypt,
    Ec,
}
