using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a <c>SecureContext</c> says. Changed only before a connection uses it.</summary>
internal sealed class TlsSettings
{
    public const int Tls10 = 0x301, Tls11 = 0x302, Tls12 = 0x303, Tls13 = 0x304;

    private readonly List<X509Certificate> _authorities = [];
    private readonly List<TlsIdentity> _identities = [];
    private IReadOnlyList<X509Certificate>? _chain;

    /// <summary>The versions of the protocol, lowest and highest.</summary>
    public int MinVersion { get; set; } = Tls12;

    public int MaxVersion { get; set; } = Tls13;

    /// <summary>Suites of TLS 1.3, preferred first.</summary>
    public IReadOnlyList<TlsSuite> Suites13 { get; set; } = TlsSuites.Parse13("TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256");

    /// <summary>Older suites, preferred first.</summary>
    public IReadOnlyList<TlsSuite> Suites12 { get; set; } = TlsSuites.Parse12("HIGH");

    /// <summary>OpenSSL's option bits.</summary>
    public uint Options { get; set; }

    /// <summary>Whether Node's own root certificates are trusted.</summary>
    public bool UsesRoots { get; set; }

    /// <summary>Whether any trusted certificate ends a chain, not only a self-signed one.</summary>
    public bool AllowsPartialChain { get; set; }

    /// <summary>Certificates that are trusted besides.</summary>
    public IReadOnlyList<X509Certificate> Authorities => _authorities;

    public IReadOnlyList<TlsIdentity> Identities => _identities;

    /// <summary>The certificate that was set last; null: none.</summary>
    public X509Certificate? Certificate => _chain?[0];

    public void AddAuthorities(IEnumerable<X509Certificate> certificates) => _authorities.AddRange(certificates);

    /// <summary>Sets the certificate whose key follows.</summary>
    public void SetChain(IReadOnlyList<X509Certificate> chain) => _chain = chain;

    /// <summary>Sets the key of the certificate that was set.</summary>
    /// <exception cref="CryptoFault">It is another one's.</exception>
    public void SetKey(CryptoKey key)
    {
        if (_chain == null)
            return;
        if (!key.ToPublic().Parameters!.Equals(_chain[0].GetPublicKey()))
            throw CryptoFault.OpenSsl(0x05800074, "x509 certificate routines", "key values mismatch", "X509_");
        _identities.RemoveAll(identity => identity.Key.Type == key.Type);
        _identities.Add(new TlsIdentity(_chain, key));
    }

    /// <summary>The versions to offer, highest first.</summary>
    public IReadOnlyList<int> Versions
    {
        get
        {
            const uint no10 = 0x04000000, no11 = 0x10000000, no12 = 0x08000000, no13 = 0x20000000;
            var versions = new List<int>();
            foreach (var (version, bit) in (ReadOnlySpan<(int, uint)>)[(Tls13, no13), (Tls12, no12), (Tls11, no11), (Tls10, no10)])
            {
                if (version >= MinVersion && version <= MaxVersion && (Options & bit) == 0)
                    versions.Add(version);
            }
            return versions;
        }
    }
}
