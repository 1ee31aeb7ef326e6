using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a server's key exchange message of TLS 1.2 tells of its group.</summary>
internal static class TlsKeyExchangeFacts
{
    private const byte NamedCurve = 3;

    /// <summary>The group; null: there is none, or it has no name.</summary>
    /// <param name="algorithm">The engine's number of the key exchange.</param>
    /// <param name="message">The message without its head.</param>
    public static TlsGroup? GroupOf(int algorithm, ReadOnlySpan<byte> message)
    {
        switch (algorithm)
        {
            case KeyExchangeAlgorithm.DHE_RSA or KeyExchangeAlgorithm.DHE_DSS or KeyExchangeAlgorithm.DH_anon when message.Length > 2:
                var length = BinaryPrimitives.ReadUInt16BigEndian(message);
                var prime = message[2..][..Math.Min(length, message.Length - 2)].TrimStart((byte)0);
                // Numbers of the server's own have no name: only their length is told.
                return prime.IsEmpty ? null : new TlsGroup(NamedGroup.ffdhe2048, (prime.Length - 1) * 8 + (32 - int.LeadingZeroCount(prime[0])), "");
            case KeyExchangeAlgorithm.ECDHE_RSA or KeyExchangeAlgorithm.ECDHE_ECDSA or KeyExchangeAlgorithm.ECDH_anon when message.Length > 2 && message[0] == NamedCurve:
                return TlsGroups.Find(BinaryPrimitives.ReadUInt16BigEndian(message[1..]));
            default:
                return null;
        }
    }
}
