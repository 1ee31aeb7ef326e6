using System.Text;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>A client's part of the handshake. It takes any certificate: who connects judges it afterwards.</summary>
internal sealed class TlsClientSide(BcTlsCrypto crypto, TlsOptions options, TlsPeerState state) : DefaultTlsClient(crypto)
{
    public TlsContext? Context => m_context;

    public override TlsAuthentication GetAuthentication() => new Authentication(this);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        state.IsDone = true;
    }

    public override void NotifyAlertRaised(short alertLevel, short alertDescription, string message, Exception cause) => state.OnAlertRaised(alertLevel, alertDescription);

    public override void NotifyAlertReceived(short alertLevel, short alertDescription) => state.OnAlertReceived(alertLevel, alertDescription);

    public override bool RequiresCloseNotify() => false;

    protected override ProtocolVersion[] GetSupportedVersions() => TlsPeerState.Versions(options.Settings);

    protected override int[] GetSupportedCipherSuites() => TlsPeerState.Suites(options.Settings, static _ => true);

    protected override IList<ProtocolName>? GetProtocolNames() =>
        options.Alpn.Count == 0 ? null : [.. options.Alpn.Select(name => ProtocolName.AsRawBytes(Encoding.Latin1.GetBytes(name)))];

    protected override IList<ServerName>? GetSniServerNames() =>
        options.ServerName is { Length: > 0 } name ? [new ServerName(NameType.host_name, Encoding.ASCII.GetBytes(name))] : null;

    private TlsCredentials? Credentials(CertificateRequest request)
    {
        var mark = TlsUtilities.IsTlsV13(m_context) ? request.GetCertificateRequestContext() : [];
        foreach (var identity in options.Settings.Identities)
        {
            if (TlsCredentialSet.Signer(m_context, (BcTlsCrypto)Crypto, identity, request.SupportedSignatureAlgorithms, mark) is not { } credentials)
                continue;
            state.Identity = identity;
            return credentials;
        }
        return null;
    }

    private sealed class Authentication(TlsClientSide side) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) => side.TakeServerCertificate(serverCertificate.Certificate);

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => side.Credentials(certificateRequest);
    }

    private void TakeServerCertificate(Certificate certificate) => state.TakePeerChain(certificate);
}
