using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Keys from PEM and DER.</summary>
internal static class KeyReader
{
    /// <summary>Reads a private key from PEM.</summary>
    /// <exception cref="CryptoFault">There is none, or the passphrase does not fit.</exception>
    public static CryptoKey PrivateFromPem(string text, byte[]? passphrase) => Guard(() =>
    {
        foreach (var item in Objects(text, passphrase))
        {
            switch (item)
            {
                case AsymmetricCipherKeyPair pair:
                    return CryptoKey.OfPrivate(pair.Private);
                case AsymmetricKeyParameter { IsPrivate: true } key:
                    return CryptoKey.OfPrivate(key);
            }
        }
        throw CryptoFault.Undecodable();
    });

    /// <summary>Reads a public key from PEM: itself, of a private key, or of a certificate.</summary>
    /// <exception cref="CryptoFault">There is none.</exception>
    public static CryptoKey PublicFromPem(string text, byte[]? passphrase) => Guard(() => PublicOrPrivateFromPem(text, passphrase).ToPublic());

    /// <summary>Reads the first key of PEM, whatever half it is.</summary>
    /// <exception cref="CryptoFault">There is none.</exception>
    public static CryptoKey PublicOrPrivateFromPem(string text, byte[]? passphrase) => Guard(() =>
    {
        foreach (var item in Objects(text, passphrase))
        {
            switch (item)
            {
                case AsymmetricCipherKeyPair pair:
                    return CryptoKey.OfPrivate(pair.Private);
                case AsymmetricKeyParameter key:
                    return key.IsPrivate ? CryptoKey.OfPrivate(key) : CryptoKey.OfPublic(key);
                case X509Certificate certificate:
                    return CryptoKey.OfPublic(certificate.GetPublicKey());
            }
        }
        throw CryptoFault.Undecodable();
    });

    /// <summary>Reads a private key from DER.</summary>
    /// <exception cref="CryptoFault">It is none of that encoding.</exception>
    public static CryptoKey PrivateFromDer(byte[] bytes, KeyEncoding encoding, byte[]? passphrase) => Guard(() =>
    {
        switch (encoding)
        {
            case KeyEncoding.Pkcs1:
                return CryptoKey.OfPrivate(new RsaPrivateCrtKeyParameters(RsaPrivateKeyStructure.GetInstance(bytes)));
            case KeyEncoding.Sec1:
                var ec = ECPrivateKeyStructure.GetInstance(bytes);
                return CryptoKey.OfPrivate(PrivateKeyFactory.CreateKey(new PrivateKeyInfo(new AlgorithmIdentifier(Org.BouncyCastle.Asn1.X9.X9ObjectIdentifiers.IdECPublicKey, ec.Parameters), ec)));
            default:
                return IsPlainPkcs8(bytes) ? CryptoKey.OfPrivate(PrivateKeyFactory.CreateKey(bytes)) : Open(bytes, passphrase);
        }
    });

    /// <summary>Reads a public key from DER.</summary>
    /// <exception cref="CryptoFault">It is none of that encoding.</exception>
    public static CryptoKey PublicFromDer(byte[] bytes, KeyEncoding encoding) => Guard(() =>
    {
        if (encoding != KeyEncoding.Pkcs1)
            return CryptoKey.OfPublic(PublicKeyFactory.CreateKey(bytes));
        var rsa = RsaPublicKeyStructure.GetInstance(bytes);
        return CryptoKey.OfPublic(new RsaKeyParameters(false, rsa.Modulus, rsa.PublicExponent));
    });

    /// <summary>Reads all certificates of PEM.</summary>
    /// <exception cref="CryptoFault">There is none.</exception>
    public static IReadOnlyList<X509Certificate> CertificatesFromPem(string text)
    {
        var found = new List<X509Certificate>();
        try
        {
            found.AddRange(Objects(text, null).OfType<X509Certificate>());
        }
        catch (Exception fault) when (IsOfInput(fault))
        {
            // What can be read counts, as for OpenSSL.
        }
        return found.Count > 0 ? found : throw CryptoFault.NoPem();
    }

    /// <summary>Runs what reads guest's bytes; whatever is wrong with them is one fault.</summary>
    public static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsOfInput(fault))
        {
            throw CryptoFault.Undecodable();
        }
    }

    /// <summary>Whether the library says by this exception that it was given something wrong.</summary>
    public static bool IsOfInput(Exception fault) => fault is IOException or GeneralSecurityException or CryptoException or (SystemException and not OutOfMemoryException);

    private static CryptoKey Open(byte[] encrypted, byte[]? passphrase)
    {
        SealedKeys.CheckWork(encrypted);
        if (passphrase == null)
            throw new CryptoFault("Passphrase required for encrypted key", "ERR_MISSING_PASSPHRASE", CryptoFaultKind.TypeError);
        try
        {
            return CryptoKey.OfPrivate(PrivateKeyFactory.DecryptKey(SealedKeys.Characters(passphrase), encrypted));
        }
        catch (Exception fault) when (IsOfInput(fault))
        {
            throw BadDecrypt();
        }
    }

    private static CryptoFault BadDecrypt() => CryptoFault.OpenSsl(0x1C800064, "Provider routines", "bad decrypt");

    private static bool IsPlainPkcs8(byte[] bytes) => Asn1Sequence.GetInstance(bytes)[0] is DerInteger;

    private static IEnumerable<object> Objects(string text, byte[]? passphrase)
    {
        CheckWork(text);
        var password = new Passphrase(passphrase);
        using var reader = new PemReader(new StringReader(text), password);
        while (true)
        {
            object? item;
            try
            {
                item = reader.ReadObject();
            }
            catch (Exception fault) when (IsOfInput(fault))
            {
                if (password.WasMissed)
                    throw CryptoFault.OpenSsl(0x07880109, "common libcrypto routines", "interrupted or cancelled", "CRYPTO_");
                if (password.WasAsked)
                    throw BadDecrypt();
                throw;
            }
            if (item == null)
                yield break;
            yield return item;
        }
    }

    private static void CheckWork(string text)
    {
        const string label = "ENCRYPTED PRIVATE KEY";
        if (!text.Contains(label, StringComparison.Ordinal))
            return;
        using var reader = new Org.BouncyCastle.Utilities.IO.Pem.PemReader(new StringReader(text));
        while (reader.ReadPemObject() is { } found)
        {
            if (found.Type == label)
                SealedKeys.CheckWork(found.Content);
        }
    }

    private sealed class Passphrase(byte[]? bytes) : IPasswordFinder
    {
        public bool WasAsked { get; private set; }

        public bool WasMissed => WasAsked && bytes == null;

        public char[] GetPassword()
        {
            WasAsked = true;
            return bytes == null ? throw new Org.BouncyCastle.OpenSsl.PasswordException("No passphrase was given.") : SealedKeys.Characters(bytes);
        }
    }
}
