namespace SecureExec.Sidecar.Crypto;

/// <summary>How a key is written down: Node's numbers.</summary>
internal enum KeyFormat
{
    Der = 0,
    Pem = 1,
    Jwk = 2,
    RawPublic = 3,
    RawPrivate = 4,
    RawSeed = 5,
    Store = 6,
}
