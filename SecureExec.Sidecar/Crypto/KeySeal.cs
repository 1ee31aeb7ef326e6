namespace SecureExec.Sidecar.Crypto;

/// <summary>How a private key is encrypted when it is written down.</summary>
/// <param name="Cipher">OpenSSL's name of the cipher.</param>
/// <param name="Passphrase">What it is encrypted with.</param>
internal sealed record KeySeal(string Cipher, byte[] Passphrase);
