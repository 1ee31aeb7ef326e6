using System.Text;
using Org.BouncyCastle.Pkcs;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Key and certificates from a PKCS#12 file.</summary>
internal static class Pkcs12Reader
{
    /// <summary>Puts what a file holds into the settings: key, certificate, and the others as trusted.</summary>
    /// <exception cref="CryptoFault">It is none, or the passphrase is wrong.</exception>
    public static void Read(byte[] bytes, byte[]? passphrase, TlsSettings settings)
    {
        var store = new Pkcs12StoreBuilder().Build();
        try
        {
            using var input = new MemoryStream(bytes);
            store.Load(input, Encoding.UTF8.GetChars(passphrase ?? []));
        }
        catch (IOException fault) when (fault.Message.Contains("MAC", StringComparison.OrdinalIgnoreCase) || fault.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw new CryptoFault("mac verify failure");
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            throw new CryptoFault("not enough data");
        }
        var name = store.Aliases.FirstOrDefault(store.IsKeyEntry) ?? throw new CryptoFault("Unable to load private key from PFX data");
        var chain = store.GetCertificateChain(name).Select(entry => entry.Certificate).ToArray();
        settings.SetChain(chain);
        settings.SetKey(CryptoKey.OfPrivate(store.GetKey(name).Key));
        settings.AddAuthorities(chain.Skip(1));
        settings.AddAuthorities(store.Aliases.Where(alias => !store.IsKeyEntry(alias)).Select(alias => store.GetCertificate(alias).Certificate));
    }
}
