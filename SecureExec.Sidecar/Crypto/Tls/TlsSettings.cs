using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a <c>SecureContext</c> says. Changed only before a connection uses it.</summary>
internal sealed class TlsSettings
{
    public const int Tls10 = 0x301, Tls11 = 0x302, Tls12 = 0x303, Tls13 = 0x304;

    private const int MaxChain = 10;

    private readonly List<X509Certificate> _authorities = [];
    private readonly List<TlsIdentity> _identities = [];
    private readonly List<IReadOnlyList<X509Certificate>> _chains = [];

    /// <summary>The versions of the protocol, lowest and highest.</summary>
    public int MinVersion { get; set; } = Tls12;

    public int MaxVersion { get; set; } = Tls13;

    /// <summary>Suites of TLS 1.3, preferred first.</summary>
    public IReadOnlyList<TlsSuite> Suites13 { get; set; } = TlsSuites.Parse13("TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256");

    /// <summary>Older suites, preferred first.</summary>
    public IReadOnlyList<TlsSuite> Suites12 { get; set; } = TlsSuites.Parse12("HIGH");

    /// <summary>OpenSSL's option bits.</summary>
    public uint Options { get; set; }

    /// <summary>Groups for the key exchange, preferred first.</summary>
    public IReadOnlyList<int> Groups { get; set; } = TlsGroups.Usual;

    /// <summary>Signature schemes, preferred first.</summary>
    public IReadOnlyList<int> Schemes { get; set; } = TlsSignatureSchemes.Usual;

    /// <summary>A server's numbers for Diffie and Hellman's key exchange; null: it does not offer it before TLS 1.3, unless <see cref="ChoosesDh"/>.</summary>
    public DHGroup? Dh { get; set; }

    /// <summary>Whether a server chooses those numbers itself.</summary>
    public bool ChoosesDh { get; set; }

    /// <summary>Whether a server offers Diffie and Hellman's key exchange before TLS 1.3.</summary>
    public bool HasDh => ChoosesDh || Dh != null;

    /// <summary>What it says about sessions.</summary>
    public TlsSessionRules Sessions { get; } = new();

    /// <summary>Whether Node's own root certificates are trusted.</summary>
    public bool UsesRoots { get; set; }

    /// <summary>Whether any trusted certificate ends a chain, not only a self-signed one.</summary>
    public bool AllowsPartialChain { get; set; }

    /// <summary>Certificates that are trusted besides.</summary>
    public IReadOnlyList<X509Certificate> Authorities => _authorities;

    public IReadOnlyList<TlsIdentity> Identities => _identities;

    /// <summary>The certificate that was set last; null: none.</summary>
    public X509Certificate? Certificate => _chains.Count > 0 ? _chains[^1][0] : null;

    public void AddAuthorities(IEnumerable<X509Certificate> certificates) => _authorities.AddRange(certificates);

    /// <summary>Adds a certificate whose key follows.</summary>
    public void SetChain(IReadOnlyList<X509Certificate> chain) => _chains.Add(chain);

    /// <summary>Adds the key of a certificate that was added.</summary>
    /// <exception cref="CryptoFault">It is another one's.</exception>
    public void SetKey(CryptoKey key)
    {
        var half = key.ToPublic();
        if (_chains.FindLast(chain => half.Parameters!.Equals(chain[0].GetPublicKey())) is { } fitting)
        {
            _identities.RemoveAll(identity => identity.Key.Type == key.Type);
            _identities.Add(new TlsIdentity(Complete(fitting), key));
        }
        else if (_chains.Exists(chain => CryptoKey.OfPublic(chain[0].GetPublicKey()).Type == key.Type))
        {
            throw CryptoFault.OpenSsl(0x05800074, "x509 certificate routines", "key values mismatch", "X509_");
        }
    }

    // A certificate that was given alone is sent with those of the trusted ones that stand above it, as OpenSSL does.
    private IReadOnlyList<X509Certificate> Complete(IReadOnlyList<X509Certificate> chain)
    {
        if (chain.Count > 1)
            return chain;
        var whole = new List<X509Certificate>(chain);
        while (_authorities.Find(authority => authority.SubjectDN.Equivalent(whole[^1].IssuerDN)) is { } issuer && !whole.Contains(issuer) && whole.Count < MaxChain)
            whole.Add(issuer);
        return whole;
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
