using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>A ticket of TLS 1.3 as the engine takes it.</summary>
/// <param name="identity">The ticket.</param>
/// <param name="key">Its key, made by <see cref="TlsEngineCrypto.CreateTicketKey"/>.</param>
/// <param name="suite">The suite of the connection that it comes from.</param>
internal sealed class TlsTicketPsk(byte[] identity, TlsSecret key, int suite) : TlsPskExternal
{
    public byte[] Identity => identity;

    public TlsSecret Key => key;

    public int PrfAlgorithm => TlsSessionBook.HashOf(suite) == CryptoHashAlgorithm.sha384 ? Org.BouncyCastle.Tls.PrfAlgorithm.tls13_hkdf_sha384 : Org.BouncyCastle.Tls.PrfAlgorithm.tls13_hkdf_sha256;
}
