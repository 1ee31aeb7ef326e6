namespace SecureExec.Sidecar.Crypto;

/// <summary>How the numbers of a key are laid out: Node's numbers.</summary>
internal enum KeyEncoding
{
    Pkcs1 = 0,
    Pkcs8 = 1,
    Spki = 2,
    Sec1 = 3,
}
