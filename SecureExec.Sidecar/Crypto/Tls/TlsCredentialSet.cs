using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Our certificates and keys as the protocol's engine takes them.</summary>
internal static class TlsCredentialSet
{
    private static readonly int[] RsaSchemes = [SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.rsa_pss_rsae_sha384, SignatureScheme.rsa_pss_rsae_sha512];
    private static readonly int[] RsaSchemes12 = [.. RsaSchemes, SignatureScheme.rsa_pkcs1_sha256, SignatureScheme.rsa_pkcs1_sha384, SignatureScheme.rsa_pkcs1_sha512, SignatureScheme.rsa_pkcs1_sha1];
    private static readonly int[] EcSchemes12 = [SignatureScheme.ecdsa_secp256r1_sha256, SignatureScheme.ecdsa_secp384r1_sha384, SignatureScheme.ecdsa_secp521r1_sha512, SignatureScheme.ecdsa_sha1];

    /// <summary>What signs with an identity; null: the peer takes no signature that its key makes.</summary>
    /// <param name="context">The handshake.</param>
    /// <param name="crypto">The engine's functions.</param>
    /// <param name="identity">Certificate and key.</param>
    /// <param name="accepted">What the peer takes; null: it does not say.</param>
    /// <param name="own">The schemes that the program has chosen.</param>
    /// <param name="requestContext">The peer's mark of its request, in TLS 1.3.</param>
    /// <param name="status">An OCSP response to show with it in TLS 1.3; null: none.</param>
    public static TlsCredentials? Signer(
        TlsContext context, BcTlsCrypto crypto, TlsIdentity identity, IList<SignatureAndHashAlgorithm>? accepted, IReadOnlyList<int> own, byte[] requestContext, byte[]? status)
    {
        var certificate = Certificate(context, crypto, identity, requestContext, status);
        var isTls12 = TlsUtilities.IsSignatureAlgorithmsExtensionAllowed(context.ServerVersion);
        if (!isTls12)
            return new BcDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), crypto, identity.Key.Parameters, certificate, null);
        foreach (var scheme in Schemes(context, identity))
        {
            var algorithm = SignatureScheme.GetSignatureAndHashAlgorithm(scheme);
            if ((accepted == null || accepted.Contains(algorithm)) && own.Contains(scheme))
                return new BcDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), crypto, identity.Key.Parameters, certificate, algorithm);
        }
        return null;
    }

    /// <summary>What decrypts with an identity's RSA key.</summary>
    public static TlsCredentials Decryptor(TlsContext context, BcTlsCrypto crypto, TlsIdentity identity) =>
        new BcDefaultTlsCredentialedDecryptor(crypto, Certificate(context, crypto, identity, [], null), identity.Key.Parameters);

    private static int[] Schemes(TlsContext context, TlsIdentity identity)
    {
        var isTls13 = TlsUtilities.IsTlsV13(context.ServerVersion);
        return identity.Key.Parameters switch
        {
            RsaKeyParameters => isTls13 ? RsaSchemes : RsaSchemes12,
            Ed25519PrivateKeyParameters => [SignatureScheme.ed25519],
            Ed448PrivateKeyParameters => [SignatureScheme.ed448],
            ECPrivateKeyParameters ec when isTls13 => EcCurves.NameOf(ec) switch
            {
                "prime256v1" => [SignatureScheme.ecdsa_secp256r1_sha256],
                "secp384r1" => [SignatureScheme.ecdsa_secp384r1_sha384],
                "secp521r1" => [SignatureScheme.ecdsa_secp521r1_sha512],
                _ => [],
            },
            ECPrivateKeyParameters => EcSchemes12,
            _ => [],
        };
    }

    private static Certificate Certificate(TlsContext context, BcTlsCrypto crypto, TlsIdentity identity, byte[] requestContext, byte[]? status)
    {
        TlsCertificate[] chain = [.. identity.Chain.Select(certificate => new BcTlsCertificate(crypto, certificate.GetEncoded()))];
        var extensions = status == null ? null : new Dictionary<int, byte[]> { [ExtensionType.status_request] = TlsStatus.Encode(status) };
        return TlsUtilities.IsTlsV13(context.ServerVersion)
            ? new Certificate(requestContext, [.. chain.Select((certificate, depth) => new CertificateEntry(certificate, depth == 0 ? extensions : null))])
            : new Certificate(chain);
    }
}
