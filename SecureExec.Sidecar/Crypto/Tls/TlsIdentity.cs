using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>A certificate, those above it, and its private key.</summary>
internal sealed record TlsIdentity(IReadOnlyList<X509Certificate> Chain, CryptoKey Key)
{
    public bool IsRsa => Key.Parameters is RsaKeyParameters;

    /// <summary>Whether it serves a cipher suite.</summary>
    public bool Fits(TlsSuite suite) => suite.Key switch
    {
        TlsSuiteKey.Any => true,
        TlsSuiteKey.Ec => !IsRsa,
        _ => IsRsa,
    };
}
