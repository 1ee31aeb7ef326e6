using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a side of a connection learns while the handshake goes on.</summary>
internal sealed class TlsPeerState(TlsSettings settings)
{
    private TlsStoredSession? _remembered;

    /// <summary>The handshake is done.</summary>
    public bool IsDone { get; set; }

    /// <summary>What the peer sent, its own certificate first.</summary>
    public IReadOnlyList<X509Certificate> PeerChain { get; private set; } = [];

    /// <summary>What the peer's certificate is worth; null: it has none.</summary>
    public ChainResult? PeerCheck => field ??= PeerChain.Count > 0 ? Check() : null;

    /// <summary>The OCSP response that came with the server's certificate; null: none.</summary>
    public byte[]? Status { get; set; }

    /// <summary>The group of the key exchange; null: it is not known.</summary>
    public TlsGroup? Group { get; set; }

    /// <summary>The last words of both handshakes: our own, and the peer's; null: not yet.</summary>
    public (byte[] Own, byte[] Peer)? Finished { get; set; }

    /// <summary>Signature schemes that both sides have.</summary>
    public IReadOnlyList<string> SharedSchemes { get; set; } = [];

    /// <summary>Makes keys for other protocols; null: not yet.</summary>
    public TlsExporter? Exporter { get; private set; }

    /// <summary>Lines of the key log that nobody has asked for yet.</summary>
    public IReadOnlyList<string> KeyLog { get; set; } = [];

    /// <summary>The alert that was sent before the connection failed.</summary>
    public int? Raised { get; set; }

    /// <summary>The alert that the peer sent.</summary>
    public int? Received { get; set; }

    /// <summary>Why the engine gave up, where its alert does not tell; null: it does.</summary>
    public CryptoFault? Reason { get; set; }

    /// <summary>The peer says nothing more.</summary>
    public bool IsClosed { get; set; }

    public TlsIdentity? Identity { get; set; }

    public void TakePeerChain(Certificate? certificate)
    {
        if (certificate is { IsEmpty: false })
            PeerChain = [.. certificate.GetCertificateList().Select(entry => new X509Certificate(entry.GetEncoded()))];
    }

    /// <summary>The handshake is about to be over: notes what is forgotten afterwards.</summary>
    public void Complete(TlsCrypto crypto, SecurityParameters parameters)
    {
        Finished = (parameters.LocalVerifyData, parameters.PeerVerifyData);
        KeyLog = TlsSecrets.KeyLog(parameters);
        Exporter = new TlsExporter(crypto, parameters);
        if (parameters.NegotiatedGroup >= 0)
            Group = TlsGroups.Find(parameters.NegotiatedGroup);
    }

    /// <summary>The peer is the one of a session.</summary>
    public void TakeRemembered(TlsStoredSession session)
    {
        _remembered = session;
        PeerChain = session.Peer is { } peer ? [new X509Certificate(peer)] : [];
    }

    /// <summary>Whether an alert is the peer's word that it sends no more, which is all that follows from it.</summary>
    public bool TakesClose(short description)
    {
        var isClose = description == AlertDescription.close_notify && IsDone;
        IsClosed |= isClose;
        return isClose;
    }

    public void OnAlertRaised(short level, short description)
    {
        if (level == AlertLevel.fatal)
            Raised = description;
    }

    public void OnAlertReceived(short level, short description)
    {
        if (description == AlertDescription.close_notify)
            IsClosed = true;
        else if (level == AlertLevel.fatal)
            Received = description;
    }

    // What was found at the first time holds: certificates between the peer's and a trusted one are not remembered.
    private ChainResult Check()
    {
        var result = ChainVerifier.Verify(PeerChain, settings, DateTime.UtcNow);
        return _remembered == null ? result : ChainVerifier.WithResult(result, _remembered.VerifyResult);
    }

    /// <summary>The versions to offer.</summary>
    public static ProtocolVersion[] Versions(TlsSettings settings) => [.. settings.Versions.Select(version => ProtocolVersion.Get(version >> 8, version & 0xff))];

    /// <summary>The suites to offer.</summary>
    public static int[] Suites(TlsSettings settings, Func<TlsSuite, bool> fits) =>
        [.. settings.Suites13.Concat(settings.Suites12).Where(fits).Select(suite => suite.Number)];
}
