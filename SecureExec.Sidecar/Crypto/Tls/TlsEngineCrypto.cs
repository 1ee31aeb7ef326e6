using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>
/// The engine's functions, changed in one thing: it knows keys that two programs agreed on before, and proves them as such ("ext binder"); keys of tickets are proved
/// as what they are ("res binder", RFC 8446, 7.1).
/// </summary>
internal sealed class TlsEngineCrypto(SecureRandom random) : BcTlsCrypto(random)
{
    /// <summary>The key of a ticket.</summary>
    public TlsSecret CreateTicketKey(byte[] key) => new TicketKey(this, [.. key]);

    public override TlsSecret HkdfInit(int cryptoHashAlgorithm) => new Salt(this, new byte[TlsCryptoUtilities.GetHashOutputSize(cryptoHashAlgorithm)]);

    private sealed class TicketKey(BcTlsCrypto crypto, byte[] data) : BcTlsSecret(crypto, data);

    private sealed class Salt(BcTlsCrypto crypto, byte[] data) : BcTlsSecret(crypto, data)
    {
        public override TlsSecret HkdfExtract(int cryptoHashAlgorithm, TlsSecret ikm)
        {
            var extracted = base.HkdfExtract(cryptoHashAlgorithm, ikm);
            return ikm is TicketKey ? new EarlySecret(m_crypto, extracted.Extract()) : extracted;
        }
    }

    private sealed class EarlySecret(BcTlsCrypto crypto, byte[] data) : BcTlsSecret(crypto, data)
    {
        private const int LabelAt = 3, PrefixLength = 6;

        public override TlsSecret HkdfExpand(int cryptoHashAlgorithm, ReadOnlySpan<byte> info, int length)
        {
            if (info.Length <= LabelAt || !info[LabelAt..].StartsWith("tls13 ext binder"u8))
                return base.HkdfExpand(cryptoHashAlgorithm, info, length);
            var renamed = info.ToArray();
            "res"u8.CopyTo(renamed.AsSpan(LabelAt + PrefixLength));
            return base.HkdfExpand(cryptoHashAlgorithm, renamed.AsSpan(), length);
        }
    }
}
