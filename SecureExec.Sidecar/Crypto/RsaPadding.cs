namespace SecureExec.Sidecar.Crypto;

/// <summary>How a message becomes a number of RSA: OpenSSL's numbers.</summary>
internal enum RsaPadding
{
    Pkcs1 = 1,
    None = 3,
    Oaep = 4,
}
