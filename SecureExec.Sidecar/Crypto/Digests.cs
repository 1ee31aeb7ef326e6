using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Hash functions by the names that OpenSSL knows them by, in any case.</summary>
internal static class Digests
{
    private static readonly Dictionary<string, Func<IDigest>> Makers = new(StringComparer.OrdinalIgnoreCase);
    private static readonly List<string> Listed = [];

    static Digests()
    {
        Add(static () => new MD5Digest(), "RSA-MD5", "md5", "md5WithRSAEncryption", "ssl3-md5");
        Add(static () => new RipeMD160Digest(), "RSA-RIPEMD160", "ripemd", "ripemd-160", "ripemd160", "ripemd160WithRSA", "rmd160");
        Add(static () => new Sha1Digest(), "RSA-SHA1", "RSA-SHA1-2", "sha-1", "sha1", "sha1WithRSAEncryption", "ssl3-sha1");
        Add(static () => new Sha224Digest(), "RSA-SHA224", "sha-224", "sha2-224", "sha224", "sha224WithRSAEncryption");
        Add(static () => new Sha256Digest(), "RSA-SHA256", "sha-256", "sha2-256", "sha256", "sha256WithRSAEncryption");
        Add(static () => new Sha384Digest(), "RSA-SHA384", "sha-384", "sha2-384", "sha384", "sha384WithRSAEncryption");
        Add(static () => new Sha512Digest(), "RSA-SHA512", "sha-512", "sha2-512", "sha512", "sha512WithRSAEncryption");
        Add(static () => new Sha512tDigest(224), "RSA-SHA512/224", "sha-512/224", "sha2-512/224", "sha512-224", "sha512-224WithRSAEncryption");
        Add(static () => new Sha512tDigest(256), "RSA-SHA512/256", "sha-512/256", "sha2-512/256", "sha512-256", "sha512-256WithRSAEncryption");
        Add(static () => new Sha3Digest(224), "RSA-SHA3-224", "id-rsassa-pkcs1-v1_5-with-sha3-224", "sha3-224");
        Add(static () => new Sha3Digest(256), "RSA-SHA3-256", "id-rsassa-pkcs1-v1_5-with-sha3-256", "sha3-256");
        Add(static () => new Sha3Digest(384), "RSA-SHA3-384", "id-rsassa-pkcs1-v1_5-with-sha3-384", "sha3-384");
        Add(static () => new Sha3Digest(512), "RSA-SHA3-512", "id-rsassa-pkcs1-v1_5-with-sha3-512", "sha3-512");
        Add(static () => new KeccakDigest(224), "keccak-224");
        Add(static () => new KeccakDigest(256), "keccak-256");
        Add(static () => new KeccakDigest(384), "keccak-384");
        Add(static () => new KeccakDigest(512), "keccak-512");
        Add(static () => new ShakeDigest(128), "shake-128", "shake128");
        Add(static () => new ShakeDigest(256), "shake-256", "shake256");
        Add(static () => new Blake2bDigest(512), "blake2b-512", "blake2b512");
        Add(static () => new Blake2sDigest(256), "blake2s-256", "blake2s256");
        Add(static () => new SM3Digest(), "RSA-SM3", "sm3", "sm3WithRSAEncryption");
        Listed.Sort(StringComparer.Ordinal);
    }

    /// <summary>All names, in the order of their bytes.</summary>
    public static IReadOnlyList<string> Names => Listed;

    /// <summary>A new one; null: there is none of that name.</summary>
    public static IDigest? Create(string name) => Makers.TryGetValue(name, out var maker) ? maker() : null;

    /// <summary>A new one for an operation that says so when there is none.</summary>
    /// <exception cref="CryptoFault">There is none of that name.</exception>
    public static IDigest Require(string name) =>
        Create(name) ?? throw new CryptoFault($"Invalid digest: {name}", "ERR_CRYPTO_INVALID_DIGEST", CryptoFaultKind.TypeError);

    /// <summary>The hash of bytes.</summary>
    public static byte[] Compute(IDigest digest, ReadOnlySpan<byte> bytes)
    {
        digest.BlockUpdate(bytes);
        var result = new byte[digest.GetDigestSize()];
        digest.DoFinal(result);
        return result;
    }

    private static void Add(Func<IDigest> maker, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Makers[name] = maker;
            Listed.Add(name);
        }
    }
}
