using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Encryption with RSA keys, with either half.</summary>
/// <param name="Padding">OpenSSL's number of the padding.</param>
/// <param name="Hash">OAEP's hash function; null: SHA-1.</param>
/// <param name="MaskHash">The one of its mask; null: the same.</param>
/// <param name="Label">What OAEP binds the message to; null: nothing.</param>
internal sealed record RsaCipher(RsaPadding Padding, string? Hash = null, string? MaskHash = null, byte[]? Label = null)
{
    /// <summary>Encrypts.</summary>
    /// <param name="key">A public key; a private one signs, in Node's words.</param>
    /// <param name="data">The message.</param>
    /// <exception cref="CryptoFault">The message does not fit.</exception>
    public byte[] Encrypt(CryptoKey key, byte[] data)
    {
        var (rsa, length) = (Numbers(key), Length(key));
        var overhead = Padding switch
        {
            RsaPadding.Pkcs1 => 11,
            RsaPadding.Oaep when !rsa.IsPrivate => 2 * Digest(Hash ?? "sha1").GetDigestSize() + 2,
            RsaPadding.None => 0,
            RsaPadding.Oaep => throw Unsupported(),
            _ => throw UnknownPadding(),
        };
        if (data.Length > length - overhead)
            throw Rsa(0x0200006E, "data too large for key size");
        if (Padding == RsaPadding.None && data.Length < length)
            throw Rsa(0x0200007A, "data too small for key size");
        if (Padding == RsaPadding.None)
            CheckNumber(rsa, data);
        return Run(Engine(length), rsa, true, data);
    }

    /// <summary>Decrypts.</summary>
    /// <param name="key">A private key; a public one takes off a signature.</param>
    /// <param name="data">What was encrypted.</param>
    /// <exception cref="CryptoFault">It was not encrypted with the other half, or differently.</exception>
    public byte[] Decrypt(CryptoKey key, byte[] data)
    {
        var (rsa, length) = (Numbers(key), Length(key));
        if (Padding is not (RsaPadding.Pkcs1 or RsaPadding.None or RsaPadding.Oaep))
            throw UnknownPadding();
        if (Padding == RsaPadding.Oaep && !rsa.IsPrivate)
            throw Unsupported();
        if (data.Length > length)
            throw Rsa(0x0200006C, "data greater than mod len");
        CheckNumber(rsa, data);
        if (Padding == RsaPadding.Pkcs1 && rsa.IsPrivate)
            return ImplicitRejection.Unpad((RsaPrivateCrtKeyParameters)rsa, data, Raw(Run(new RsaBlindedEngine(), rsa, false, data), length));
        try
        {
            return Padding == RsaPadding.None ? Raw(Run(new RsaBlindedEngine(), rsa, false, data), length) : Run(Engine(length), rsa, false, Raw(data, length));
        }
        catch (InvalidCipherTextException)
        {
            throw Padding == RsaPadding.Oaep ? Rsa(0x02000079, "oaep decoding error") : Rsa(0x0200008A, "invalid padding");
        }
    }

    private static byte[] Run(IAsymmetricBlockCipher engine, RsaKeyParameters key, bool isEncrypting, byte[] data)
    {
        engine.Init(isEncrypting, new ParametersWithRandom(key, KernelRandom.Source));
        return engine.ProcessBlock(data, 0, data.Length);
    }

    private IAsymmetricBlockCipher Engine(int length) => Padding switch
    {
        RsaPadding.Oaep => new OaepEncoding(new RsaBlindedEngine(), Digest(Hash ?? "sha1"), Digest(MaskHash ?? Hash ?? "sha1"), Label ?? []),
        RsaPadding.Pkcs1 => new Pkcs1Encoding(new RsaBlindedEngine()),
        _ => new FullLength(new RsaBlindedEngine(), length),
    };

    private static IDigest Digest(string name) => Digests.Create(name) ?? throw new CryptoFault("Invalid digest used", "ERR_OSSL_EVP_INVALID_DIGEST");

    private static RsaKeyParameters Numbers(CryptoKey key) => key.Parameters as RsaKeyParameters
        ?? throw CryptoFault.OpenSsl(0x03000096, "digital envelope routines", "operation not supported for this keytype", "EVP_");

    private static int Length(CryptoKey key) => (Numbers(key).Modulus.BitLength + 7) / 8;

    private static byte[] Raw(byte[] bytes, int length) => bytes.Length < length ? [.. new byte[length - bytes.Length], .. bytes] : bytes;

    private static void CheckNumber(RsaKeyParameters key, byte[] data)
    {
        if (new Org.BouncyCastle.Math.BigInteger(1, data).CompareTo(key.Modulus) >= 0)
            throw Rsa(0x02000084, "data too large for modulus");
    }

    private static CryptoFault Rsa(uint number, string reason) => CryptoFault.OpenSsl(number, "rsa routines", reason, "RSA_");

    private static CryptoFault UnknownPadding() => Rsa(0x02000076, "unknown padding type");

    private static CryptoFault Unsupported() => CryptoFault.OpenSsl(0x1C8000A5, "Provider routines", "illegal or unsupported padding mode");

    /// <summary>Plain RSA whose results have the length of the key.</summary>
    private sealed class FullLength(IAsymmetricBlockCipher engine, int length) : IAsymmetricBlockCipher
    {
        public string AlgorithmName => engine.AlgorithmName;

        public void Init(bool forEncryption, ICipherParameters parameters) => engine.Init(forEncryption, parameters);

        public int GetInputBlockSize() => engine.GetInputBlockSize();

        public int GetOutputBlockSize() => length;

        public byte[] ProcessBlock(byte[] inBuf, int inOff, int inLen) => Raw(engine.ProcessBlock(inBuf, inOff, inLen), length);
    }
}
