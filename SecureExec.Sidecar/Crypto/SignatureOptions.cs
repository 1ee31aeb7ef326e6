namespace SecureExec.Sidecar.Crypto;

/// <summary>How a signature is made.</summary>
/// <param name="Padding">OpenSSL's number of the RSA padding; null: the usual one.</param>
/// <param name="SaltLength">Bytes of PSS's salt, or OpenSSL's negative numbers; null: as many as fit.</param>
/// <param name="IsP1363">Whether (EC)DSA signatures are two plain numbers instead of DER.</param>
/// <param name="Context">Ed448's context.</param>
internal sealed record SignatureOptions(int? Padding, int? SaltLength, bool IsP1363, byte[]? Context);
