using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Makes and checks signatures.</summary>
internal static class Signatures
{
    private const int Pkcs1Padding = 1, PssPadding = 6, SaltAsDigest = -1, SaltMax = -2;

    /// <summary>Whether keys of that kind sign the message itself, not its hash.</summary>
    public static bool SignsMessage(CryptoKey key) => key.Parameters is Ed25519PrivateKeyParameters or Ed25519PublicKeyParameters or Ed448PrivateKeyParameters or Ed448PublicKeyParameters;

    /// <summary>Signs a message whose hash is known.</summary>
    /// <param name="key">A private key.</param>
    /// <param name="digest">The hash function, fresh.</param>
    /// <param name="hash">Its result.</param>
    /// <param name="options">How.</param>
    /// <exception cref="CryptoFault">The key cannot.</exception>
    public static byte[] Sign(CryptoKey key, IDigest digest, byte[] hash, SignatureOptions options)
    {
        try
        {
            var signer = SignerOf(key, digest, hash, options, isSigning: true);
            signer.Init(true, key.Parameters is RsaKeyParameters or ECKeyParameters or DsaKeyParameters ? new ParametersWithRandom(key.Parameters, KernelRandom.Source) : key.Parameters);
            return signer.GenerateSignature();
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            throw CryptoFault.OpenSsl(0x1C8000E2, "Provider routines", "sign error");
        }
    }

    /// <summary>Whether a signature of a message whose hash is known is right.</summary>
    public static bool Verify(CryptoKey key, IDigest digest, byte[] hash, byte[] signature, SignatureOptions options)
    {
        var half = key.ToPublic();
        try
        {
            var signer = SignerOf(half, digest, hash, options, isSigning: false);
            signer.Init(false, half.Parameters);
            return signer.VerifySignature(signature);
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            return false;
        }
    }

    /// <summary>Signs a message with a key that takes no hash.</summary>
    public static byte[] SignMessage(CryptoKey key, byte[] message, SignatureOptions options)
    {
        var signer = MessageSigner(key, options);
        signer.Init(true, key.Parameters);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    /// <summary>Whether the signature of a message by such a key is right.</summary>
    public static bool VerifyMessage(CryptoKey key, byte[] message, byte[] signature, SignatureOptions options)
    {
        var half = key.ToPublic();
        var signer = MessageSigner(half, options);
        signer.Init(false, half.Parameters);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.VerifySignature(signature);
    }

    private static ISigner MessageSigner(CryptoKey key, SignatureOptions options) => key.Parameters switch
    {
        Ed25519PrivateKeyParameters or Ed25519PublicKeyParameters => new Ed25519Signer(),
        _ => new Ed448Signer(options.Context ?? []),
    };

    private static ISigner SignerOf(CryptoKey key, IDigest digest, byte[] hash, SignatureOptions options, bool isSigning)
    {
        var finished = new FinishedDigest(digest.AlgorithmName, hash, digest.GetByteLength());
        switch (key.Parameters)
        {
            case RsaKeyParameters rsa when (options.Padding ?? Pkcs1Padding) == PssPadding:
                var most = (rsa.Modulus.BitLength + 6) / 8 - hash.Length - 2;
                var salt = options.SaltLength switch
                {
                    null or SaltMax => isSigning ? most : most,
                    SaltAsDigest => hash.Length,
                    { } given => given,
                };
                if (salt < 0 || salt > most)
                    throw CryptoFault.OpenSsl(0x1C8000AC, "Provider routines", "invalid salt length");
                return PssSigner.CreateRawSigner(new RsaBlindedEngine(), digest, digest, salt, PssSigner.TrailerImplicit) is var pss ? new PrehashedPss(pss, hash) : null!;
            case RsaKeyParameters when (options.Padding ?? Pkcs1Padding) == Pkcs1Padding:
                return new RsaDigestSigner(finished);
            case ECKeyParameters:
                return new DsaDigestSigner(new ECDsaSigner(), finished, options.IsP1363 ? PlainDsaEncoding.Instance : StandardDsaEncoding.Instance);
            case DsaKeyParameters:
                return new DsaDigestSigner(new DsaSigner(), finished, options.IsP1363 ? PlainDsaEncoding.Instance : StandardDsaEncoding.Instance);
            default:
                throw CryptoFault.Unsupported("crypto.sign");
        }
    }

    /// <summary>A PSS signer that is fed with the hash instead of the message.</summary>
    private sealed class PrehashedPss(PssSigner signer, byte[] hash) : ISigner
    {
        public string AlgorithmName => signer.AlgorithmName;

        public void Init(bool forSigning, ICipherParameters parameters)
        {
            signer.Init(forSigning, parameters);
            signer.BlockUpdate(hash, 0, hash.Length);
        }

        public void Update(byte input)
        {
        }

        public void BlockUpdate(byte[] input, int inOff, int inLen)
        {
        }

        public void BlockUpdate(ReadOnlySpan<byte> input)
        {
        }

        public int GetMaxSignatureSize() => signer.GetMaxSignatureSize();

        public byte[] GenerateSignature() => signer.GenerateSignature();

        public bool VerifySignature(byte[] signature) => signer.VerifySignature(signature);

        public void Reset() => signer.Reset();
    }
}
