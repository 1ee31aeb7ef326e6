using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Keys of RFC 7748 and 8032 as their plain bytes.</summary>
internal static class RawKeys
{
    /// <summary>The public bytes; null: the key has no such form.</summary>
    public static byte[]? PublicBytes(CryptoKey key) => key.Parameters switch
    {
        Ed25519PublicKeyParameters ed => ed.GetEncoded(),
        Ed448PublicKeyParameters ed => ed.GetEncoded(),
        X25519PublicKeyParameters x => x.GetEncoded(),
        X448PublicKeyParameters x => x.GetEncoded(),
        _ => null,
    };

    /// <summary>The private bytes; null: the key has no such form.</summary>
    public static byte[]? PrivateBytes(CryptoKey key) => key.Parameters switch
    {
        Ed25519PrivateKeyParameters ed => ed.GetEncoded(),
        Ed448PrivateKeyParameters ed => ed.GetEncoded(),
        X25519PrivateKeyParameters x => x.GetEncoded(),
        X448PrivateKeyParameters x => x.GetEncoded(),
        _ => null,
    };
}
