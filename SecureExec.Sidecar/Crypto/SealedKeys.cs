using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.OpenSsl;
using SecureExec.Interop;
using SecureExec.Sidecar.Crypto.Ciphers;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Private keys encrypted with a passphrase.</summary>
internal static class SealedKeys
{
    // OpenSSL's numbers for new ones; more work than the bound asks for is not done for anybody.
    private const int SaltBytes = 16, Iterations = 2048, MaxIterations = 10_000_000;

    /// <summary>PKCS#8 with PBES2 (RFC 8018), as OpenSSL makes it.</summary>
    /// <exception cref="CryptoFault">There is no such cipher, or keys are not encrypted with it.</exception>
    public static byte[] Pkcs8(AsymmetricKeyParameter key, KeySeal seal)
    {
        var spec = Spec(seal);
        var scheme = Identifier(spec);
        var (salt, iv) = (new byte[SaltBytes], new byte[spec.IvLength]);
        RandomBytes.Fill(salt);
        RandomBytes.Fill(iv);
        var state = spec.Begin(KeyDerivation.Pbkdf2(new Sha256Digest(), seal.Passphrase, salt, Iterations, spec.KeyLength, static () => false), iv, true, 0);
        byte[] body = [.. state.Update(KeyWriter.Info(key).GetDerEncoded())!, .. state.Final()];
        var derivation = new Pbkdf2Params(salt, Iterations, new AlgorithmIdentifier(PkcsObjectIdentifiers.IdHmacWithSha256, DerNull.Instance));
        var parameters = new PbeS2Parameters(new KeyDerivationFunc(PkcsObjectIdentifiers.IdPbkdf2, derivation), new EncryptionScheme(scheme, new DerOctetString(iv)));
        return new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PkcsObjectIdentifiers.IdPbeS2, parameters), new DerOctetString(body)).GetDerEncoded();
    }

    /// <summary>OpenSSL's own PEM of old.</summary>
    /// <exception cref="CryptoFault">There is no such cipher, or keys are not encrypted with it.</exception>
    public static string Traditional(AsymmetricKeyParameter key, KeySeal seal)
    {
        var spec = Spec(seal);
        if (spec.Mode is not (CipherMode.Ecb or CipherMode.Cbc or CipherMode.Cfb or CipherMode.Ofb))
            throw Unfit();
        using var text = new StringWriter { NewLine = "\n" };
        using (var writer = new PemWriter(text))
            writer.WriteObject(new MiscPemGenerator(key, spec.Name.ToUpperInvariant(), Characters(seal.Passphrase), KernelRandom.Source));
        return text.ToString();
    }

    /// <summary>Refuses keys that take more work to open than anybody asks for honestly.</summary>
    /// <exception cref="CryptoFault">It is such a one.</exception>
    public static void CheckWork(byte[] encrypted)
    {
        var algorithm = EncryptedPrivateKeyInfo.GetInstance(encrypted).EncryptionAlgorithm;
        var iterations = algorithm.Algorithm.Equals(PkcsObjectIdentifiers.IdPbeS2)
            ? PbeS2Parameters.GetInstance(algorithm.Parameters).KeyDerivationFunc is { } function && function.Algorithm.Equals(PkcsObjectIdentifiers.IdPbkdf2)
                ? Pbkdf2Params.GetInstance(function.Parameters).IterationCount
                : throw CryptoFault.Undecodable()
            : Pkcs12PbeParams.GetInstance(algorithm.Parameters).Iterations;
        if (iterations.BitLength > sizeof(int) * 8 - 1 || iterations.IntValue > MaxIterations)
            throw CryptoFault.Undecodable();
    }

    /// <summary>A passphrase as the library takes it: a character for each byte.</summary>
    public static char[] Characters(byte[] passphrase) => Encoding.Latin1.GetChars(passphrase);

    private static CipherSpec Spec(KeySeal seal) => CipherTable.Find(seal.Cipher) ?? throw new CryptoFault("Unknown cipher", "ERR_CRYPTO_UNKNOWN_CIPHER");

    private static DerObjectIdentifier Identifier(CipherSpec spec) => spec.Name switch
    {
        "aes-128-cbc" => NistObjectIdentifiers.IdAes128Cbc,
        "aes-192-cbc" => NistObjectIdentifiers.IdAes192Cbc,
        "aes-256-cbc" => NistObjectIdentifiers.IdAes256Cbc,
        "des-ede3-cbc" => PkcsObjectIdentifiers.DesEde3Cbc,
        _ => throw Unfit(),
    };

    private static CryptoFault Unfit() => CryptoFault.OpenSsl(0x0300007A, "digital envelope routines", "cipher parameter error", "EVP_");
}
