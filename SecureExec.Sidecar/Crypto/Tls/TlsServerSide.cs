using System.Text;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>A server's part of the handshake. It takes any client certificate: the program judges it afterwards.</summary>
internal sealed class TlsServerSide(TlsEngineCrypto crypto, TlsOptions options, TlsPeerState state, TlsSessionBook book) : DefaultTlsServer(crypto)
{
    private const uint ServerPreference = 0x00400000;

    private bool _givesTicket;
    private TlsStoredSession? _resumable;

    public TlsContext? Context => m_context;

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        base.ProcessClientExtensions(clientExtensions);
        if (TlsUtilities.IsTlsV13(m_context) && m_context.SecurityParameters.ClientSupportedGroups is { } groups && !groups.Any(GetSupportedGroups().Contains))
        {
            state.Reason = TlsFault.NoSharedGroup();
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        _givesTicket = book.UsesTickets && clientExtensions.ContainsKey(ExtensionType.session_ticket);
        var schemes = m_context.SecurityParameters.ClientSigAlgs;
        if (schemes == null)
            return;
        var shared = schemes.Where(TlsSignatureSchemes.ToEngine(options.Settings.Schemes).Contains).ToArray();
        state.SharedSchemes = [.. shared.Select(TlsSignatureSchemes.Describe)];
        if (shared.Length > 0)
            return;
        state.Reason = TlsFault.NoSharedSchemes();
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    public override Org.BouncyCastle.Tls.TlsSession? GetSessionToResume(byte[] sessionID)
    {
        var ticket = _givesTicket && m_clientExtensions[ExtensionType.session_ticket] is { Length: > 0 } given ? given : null;
        if (sessionID.Length == 0 || book.Find(ticket ?? sessionID, ticket != null, m_context.ServerVersion.FullVersion, m_offeredCipherSuites, GetCipherSuites()) is not { } session)
            return null;
        _resumable = session;
        return TlsSecrets.ToEngine(session, sessionID, crypto);
    }

    public override void NotifySession(Org.BouncyCastle.Tls.TlsSession session)
    {
        if (m_context.SecurityParameters.IsResumedSession)
            book.Resume(_resumable!);
    }

    public override byte[] GetNewSessionID() => _givesTicket ? [] : TlsSecrets.NewName();

    public override NewSessionTicket GetNewSessionTicket() => book.IssueTicket(m_context.SecurityParameters, options.ServerName);

    public override TlsPskExternal? GetExternalPsk(IList<PskIdentity> identities)
    {
        foreach (var identity in identities)
        {
            if (book.Find(identity.Identity, true, TlsSettings.Tls13, m_offeredCipherSuites, GetCipherSuites()) is not { } session)
                continue;
            book.Resume(session);
            return new TlsTicketPsk(identity.Identity, crypto.CreateTicketKey(session.Secret), session.Suite);
        }
        return null;
    }

    // The keys of a ticket are of use with its own suite only.
    public override int GetSelectedCipherSuite() => book.Resumed is { Version: TlsSettings.Tls13 } session ? session.Suite : base.GetSelectedCipherSuite();

    public override IDictionary<int, byte[]> GetServerExtensions()
    {
        var extensions = base.GetServerExtensions();
        if (_givesTicket && !TlsUtilities.IsTlsV13(m_context))
            TlsExtensionsUtilities.AddEmptyExtensionData(extensions, ExtensionType.session_ticket);
        return extensions;
    }

    public override CertificateStatus? GetCertificateStatus() => options.Status == null ? null : TlsStatus.ToMessage(options.Status);

    public override int[] GetSupportedGroups() => [.. options.Settings.Groups];

    public override TlsDHConfig GetDHConfig() => options.Settings.Dh is { } group ? new TlsDHConfig(group) : base.GetDHConfig();

    public override TlsCredentials? GetCredentials()
    {
        var suite = TlsSuites.Find(m_context.SecurityParameters.CipherSuite);
        var accepted = m_context.SecurityParameters.ClientSigAlgs;
        var status = m_certificateStatusRequest == null ? null : options.Status;
        foreach (var identity in options.Settings.Identities)
        {
            if (suite != null && !identity.Fits(suite))
                continue;
            var credentials = suite?.Key == TlsSuiteKey.RsaDecrypt
                ? TlsCredentialSet.Decryptor(m_context, crypto, identity)
                : TlsCredentialSet.Signer(m_context, crypto, identity, accepted, options.Settings.Schemes, [], status);
            if (credentials == null)
                continue;
            state.Identity = identity;
            return credentials;
        }
        state.Reason = TlsUtilities.IsTlsV13(m_context) ? TlsFault.NoSuitableScheme() : null;
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    public override CertificateRequest? GetCertificateRequest()
    {
        if (!options.RequestsCertificate)
            return null;
        var algorithms = TlsUtilities.GetSupportedSignatureAlgorithms(m_context, TlsSignatureSchemes.ToEngine(options.Settings.Schemes));
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
        state.Reason = TlsFault.NoCertificate();
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

    public override bool ShouldCheckSigAlgOfPeerCerts() => false;

    protected override ProtocolVersion[] GetSupportedVersions() => TlsPeerState.Versions(options.Settings);

    protected override int[] GetSupportedCipherSuites() =>
        TlsPeerState.Suites(options.Settings, suite => (suite.Key == TlsSuiteKey.Any || options.Settings.Identities.Any(identity => identity.Fits(suite))) && (!suite.UsesFiniteField || options.Settings.HasDh));

    protected override bool AllowCertificateStatus() => options.Status != null;

    // Before TLS 1.3: the first curve that both sides have.
    protected override int SelectECDH(int minimumCurveBits)
    {
        var own = GetSupportedGroups();
        var offered = m_context.SecurityParameters.ClientSupportedGroups ?? own;
        var (first, second) = PreferLocalCipherSuites() ? (own, offered) : (offered, own);
        return first.Where(second.Contains).FirstOrDefault(group => NamedGroup.GetCurveBits(group) >= Math.Max(minimumCurveBits, 1), -1);
    }

    protected override int GetMaximumNegotiableCurveBits() => NamedGroup.GetCurveBits(SelectECDH(1));

    protected override int GetMaximumNegotiableFiniteFieldBits() => options.Settings.HasDh ? GetMaximumDefaultFiniteFieldBits() : 0;

    protected override int SelectDH(int minimumFiniteFieldBits) => SelectDHDefault(minimumFiniteFieldBits);

    protected override bool PreferLocalCipherSuites() => (options.Settings.Options & ServerPreference) != 0;

    protected override IList<ProtocolName>? GetProtocolNames() =>
        options.Alpn.Count == 0 ? null : [.. options.Alpn.Select(name => ProtocolName.AsRawBytes(Encoding.Latin1.GetBytes(name)))];
}
