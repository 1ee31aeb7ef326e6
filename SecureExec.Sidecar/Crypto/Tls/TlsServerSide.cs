using System.Text;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>A server's part of the handshake. It takes any client certificate: the program judges it afterwards.</summary>
internal sealed class TlsServerSide(BcTlsCrypto crypto, TlsOptions options, TlsPeerState state) : DefaultTlsServer(crypto)
{
    private const uint ServerPreference = 0x00400000;

    public TlsContext? Context => m_context;

    public override TlsCredentials? GetCredentials()
    {
        var suite = TlsSuites.Find(m_context.SecurityParameters.CipherSuite);
        var accepted = m_context.SecurityParameters.ClientSigAlgs;
        foreach (var identity in options.Settings.Identities)
        {
            if (suite != null && !identity.Fits(suite))
                continue;
            var credentials = suite?.Key == TlsSuiteKey.RsaDecrypt
                ? TlsCredentialSet.Decryptor(m_context, (BcTlsCrypto)Crypto, identity)
                : TlsCredentialSet.Signer(m_context, (BcTlsCrypto)Crypto, identity, accepted, []);
            if (credentials == null)
                continue;
            state.Identity = identity;
            return credentials;
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    public override CertificateRequest? GetCertificateRequest()
    {
        if (!options.RequestsCertificate)
            return null;
        var algorithms = TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context);
        X509Name[]? authorities = options.Settings.Authorities.Count == 0 ? null : [.. options.Settings.Authorities.Select(certificate => certificate.SubjectDN)];
        return TlsUtilities.IsTlsV13(m_context)
            ? new CertificateRequest([], algorithms, null, authorities)
            : new CertificateRequest([ClientCertificateType.rsa_sign, ClientCertificateType.ecdsa_sign], TlsUtilities.IsSignatureAlgorithmsExtensionAllowed(m_context.ServerVersion) ? algorithms : null, authorities);
    }

    public override void NotifyClientCertificate(Certificate clientCertificate)
    {
        state.TakePeerChain(clientCertificate);
        if (!options.RequiresCertificate || state.PeerChain.Count > 0)
            return;
        state.LacksCertificate = true;
        throw new TlsFatalAlert(TlsUtilities.IsTlsV13(m_context) ? AlertDescription.certificate_required : AlertDescription.handshake_failure);
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        state.IsDone = true;
    }

    public override void NotifyAlertRaised(short alertLevel, short alertDescription, string message, Exception cause) => state.OnAlertRaised(alertLevel, alertDescription);

    public override void NotifyAlertReceived(short alertLevel, short alertDescription) => state.OnAlertReceived(alertLevel, alertDescription);

    public override bool RequiresCloseNotify() => false;

    protected override ProtocolVersion[] GetSupportedVersions() => TlsPeerState.Versions(options.Settings);

    protected override int[] GetSupportedCipherSuites() =>
        TlsPeerState.Suites(options.Settings, suite => options.Settings.Identities.Any(identity => identity.Fits(suite)));

    protected override bool PreferLocalCipherSuites() => (options.Settings.Options & ServerPreference) != 0;

    protected override IList<ProtocolName>? GetProtocolNames() =>
        options.Alpn.Count == 0 ? null : [.. options.Alpn.Select(name => ProtocolName.AsRawBytes(Encoding.Latin1.GetBytes(name)))];
}
