using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>All messages of a handshake, hashed as TLS 1.3 does (RFC 8446, 4.4.1). The engine keeps its own to itself.</summary>
internal sealed class HandshakeTranscript
{
    private const int RandomAt = 6;

    private readonly Sha256Digest _sha256 = new();
    private readonly Sha384Digest _sha384 = new();

    // The random bytes by which a server's first message says that the client shall begin anew.
    private static ReadOnlySpan<byte> Retry =>
    [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ];

    /// <summary>Adds a message, or the next piece of one.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (message.Length > RandomAt && message[0] == HandshakeType.server_hello && message[RandomAt..].StartsWith(Retry))
        {
            Restart(_sha256);
            Restart(_sha384);
        }
        _sha256.BlockUpdate(message);
        _sha384.BlockUpdate(message);
    }

    /// <summary>The hash of what was added so far.</summary>
    public byte[] Hash(int cryptoHashAlgorithm) => Finish(cryptoHashAlgorithm == CryptoHashAlgorithm.sha384 ? new Sha384Digest(_sha384) : new Sha256Digest(_sha256));

    // What was said before is from then on represented by its hash.
    private static void Restart(IDigest digest)
    {
        var hash = Finish(digest);
        digest.BlockUpdate([(byte)HandshakeType.message_hash, 0, 0, (byte)hash.Length]);
        digest.BlockUpdate(hash);
    }

    private static byte[] Finish(IDigest digest)
    {
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash);
        return hash;
    }
}
