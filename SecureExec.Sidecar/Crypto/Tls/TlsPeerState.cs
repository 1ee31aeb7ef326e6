using Org.BouncyCastle.Tls;
using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a side of a connection learns while the handshake goes on.</summary>
internal sealed class TlsPeerState
{
    /// <summary>The handshake is done.</summary>
    public bool IsDone { get; set; }

    /// <summary>What the peer sent, its own certificate first.</summary>
    public IReadOnlyList<X509Certificate> PeerChain { get; private set; } = [];

    /// <summary>The alert that was sent before the connection failed.</summary>
    public int? Raised { get; set; }

    /// <summary>The alert that the peer sent.</summary>
    public int? Received { get; set; }

    /// <summary>The peer has no certificate, and one is required.</summary>
    public bool LacksCertificate { get; set; }

    /// <summary>The peer says nothing more.</summary>
    public bool IsClosed { get; set; }

    public TlsIdentity? Identity { get; set; }

    public void TakePeerChain(Certificate? certificate)
    {
        if (certificate is { IsEmpty: false })
            PeerChain = [.. certificate.GetCertificateList().Select(entry => new X509Certificate(entry.GetEncoded()))];
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

    /// <summary>The versions to offer.</summary>
    public static ProtocolVersion[] Versions(TlsSettings settings) => [.. settings.Versions.Select(version => ProtocolVersion.Get(version >> 8, version & 0xff))];

    /// <summary>The suites to offer.</summary>
    public static int[] Suites(TlsSettings settings, Func<TlsSuite, bool> fits) =>
        [.. settings.Suites13.Concat(settings.Suites12).Where(fits).Select(suite => suite.Number)];
}
