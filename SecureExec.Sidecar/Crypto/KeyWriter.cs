using System.Text;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Keys as DER and PEM.</summary>
internal static class KeyWriter
{
    private const int PemLine = 64;

    /// <summary>The DER of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="encoding">How its numbers are laid out.</param>
    /// <param name="seal">How it is encrypted; null: it is not.</param>
    /// <exception cref="CryptoFault">The key has no such encoding, or there is no such cipher.</exception>
    public static byte[] Der(CryptoKey key, KeyEncoding encoding, KeySeal? seal = null) => seal == null ? Plain(key, encoding)
        : encoding == KeyEncoding.Pkcs8 && key.Parameters is { IsPrivate: true } half ? SealedKeys.Pkcs8(half, seal)
        : throw CryptoFault.Unsupported("keyObject.export with a cipher");

    private static byte[] Plain(CryptoKey key, KeyEncoding encoding) => (encoding, key.Parameters) switch
    {
        (KeyEncoding.Spki, { } half) => SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(half).GetDerEncoded(),
        (KeyEncoding.Pkcs8, { IsPrivate: true } half) => Info(half).GetDerEncoded(),
        (KeyEncoding.Pkcs1, RsaPrivateCrtKeyParameters rsa) => new RsaPrivateKeyStructure(rsa.Modulus, rsa.PublicExponent, rsa.Exponent, rsa.P, rsa.Q, rsa.DP, rsa.DQ, rsa.QInv).GetDerEncoded(),
        (KeyEncoding.Pkcs1, RsaKeyParameters { IsPrivate: false } rsa) => new Org.BouncyCastle.Asn1.X509.RsaPublicKeyStructure(rsa.Modulus, rsa.Exponent).GetDerEncoded(),
        (KeyEncoding.Sec1, ECPrivateKeyParameters ec) => PrivateKeyInfoFactory.CreatePrivateKeyInfo(ec).ParsePrivateKey().GetDerEncoded(),
        _ => throw CryptoFault.Unsupported("keyObject.export"),
    };

    /// <summary>The PEM of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="encoding">How its numbers are laid out.</param>
    /// <param name="seal">How it is encrypted; null: it is not.</param>
    /// <exception cref="CryptoFault">The key has no such encoding, or there is no such cipher.</exception>
    public static string Pem(CryptoKey key, KeyEncoding encoding, KeySeal? seal = null) => seal == null ? Pem(Label(key, encoding), Plain(key, encoding))
        : encoding is KeyEncoding.Pkcs1 or KeyEncoding.Sec1 && key.Parameters is { IsPrivate: true } half ? SealedKeys.Traditional(half, seal)
        : Pem("ENCRYPTED PRIVATE KEY", Der(key, encoding, seal));

    /// <summary>A private key as PKCS#8. That of a curve is named once, as by OpenSSL.</summary>
    public static PrivateKeyInfo Info(AsymmetricKeyParameter key)
    {
        var info = PrivateKeyInfoFactory.CreatePrivateKeyInfo(key);
        return key is ECPrivateKeyParameters ec
            ? new PrivateKeyInfo(info.PrivateKeyAlgorithm, new ECPrivateKeyStructure(ec.Parameters.N.BitLength, ec.D, ECPrivateKeyStructure.GetInstance(info.ParsePrivateKey()).PublicKey, null))
            : info;
    }

    /// <summary>PEM around bytes.</summary>
    public static string Pem(string label, byte[] der)
    {
        var text = new StringBuilder($"-----BEGIN {label}-----\n");
        var base64 = Convert.ToBase64String(der);
        for (var at = 0; at < base64.Length; at += PemLine)
            text.Append(base64, at, Math.Min(PemLine, base64.Length - at)).Append('\n');
        return text.Append($"-----END {label}-----\n").ToString();
    }

    private static string Label(CryptoKey key, KeyEncoding encoding) => encoding switch
    {
        KeyEncoding.Spki => "PUBLIC KEY",
        KeyEncoding.Pkcs8 => "PRIVATE KEY",
        KeyEncoding.Sec1 => "EC PRIVATE KEY",
        _ => key.Kind == CryptoKeyKind.Private ? "RSA PRIVATE KEY" : "RSA PUBLIC KEY",
    };
}
