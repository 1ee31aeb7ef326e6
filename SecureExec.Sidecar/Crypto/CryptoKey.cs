using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto;

/// <summary>A secret, or one half of a key pair; a private key knows its public one. Immutable.</summary>
internal sealed class CryptoKey
{
    private CryptoKey(CryptoKeyKind kind, byte[]? secret, AsymmetricKeyParameter? key) => (Kind, SecretBytes, Parameters) = (kind, secret, key);

    public CryptoKeyKind Kind { get; }

    /// <summary>The bytes of a secret key.</summary>
    public byte[]? SecretBytes { get; }

    /// <summary>The numbers of an asymmetric key.</summary>
    public AsymmetricKeyParameter? Parameters { get; }

    /// <summary>What Node calls its algorithm; null for a secret.</summary>
    public string? Type => Parameters switch
    {
        RsaKeyParameters => "rsa",
        ECKeyParameters => "ec",
        DsaKeyParameters => "dsa",
        DHKeyParameters => "dh",
        Ed25519PublicKeyParameters or Ed25519PrivateKeyParameters => "ed25519",
        Ed448PublicKeyParameters or Ed448PrivateKeyParameters => "ed448",
        X25519PublicKeyParameters or X25519PrivateKeyParameters => "x25519",
        X448PublicKeyParameters or X448PrivateKeyParameters => "x448",
        _ => null,
    };

    public static CryptoKey OfSecret(byte[] bytes) => new(CryptoKeyKind.Secret, bytes, null);

    public static CryptoKey OfPublic(AsymmetricKeyParameter key) => new(CryptoKeyKind.Public, null, key);

    public static CryptoKey OfPrivate(AsymmetricKeyParameter key) => new(CryptoKeyKind.Private, null, key);

    /// <summary>The public half; itself when it is public.</summary>
    /// <exception cref="CryptoFault">It cannot be found.</exception>
    public CryptoKey ToPublic() => Kind switch
    {
        CryptoKeyKind.Public => this,
        CryptoKeyKind.Private => OfPublic(PublicOf(Parameters!)),
        _ => throw new CryptoFault("Invalid key object type secret, expected private or public.", "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", CryptoFaultKind.TypeError),
    };

    private static AsymmetricKeyParameter PublicOf(AsymmetricKeyParameter key) => key switch
    {
        RsaPrivateCrtKeyParameters rsa => new RsaKeyParameters(false, rsa.Modulus, rsa.PublicExponent),
        ECPrivateKeyParameters ec => new ECPublicKeyParameters(ec.AlgorithmName, ec.Parameters.G.Multiply(ec.D).Normalize(), ec.PublicKeyParamSet is { } curve ? new ECNamedDomainParameters(curve, ec.Parameters) : ec.Parameters),
        DsaPrivateKeyParameters dsa => new DsaPublicKeyParameters(dsa.Parameters.G.ModPow(dsa.X, dsa.Parameters.P), dsa.Parameters),
        DHPrivateKeyParameters dh => new DHPublicKeyParameters(dh.Parameters.G.ModPow(dh.X, dh.Parameters.P), dh.Parameters),
        Ed25519PrivateKeyParameters ed => ed.GeneratePublicKey(),
        Ed448PrivateKeyParameters ed => ed.GeneratePublicKey(),
        X25519PrivateKeyParameters x => x.GeneratePublicKey(),
        X448PrivateKeyParameters x => x.GeneratePublicKey(),
        _ => throw CryptoFault.Unsupported("crypto.createPublicKey"),
    };
}
