using System.Text;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>A client's part of the handshake. It takes any certificate: who connects judges it afterwards.</summary>
internal sealed class TlsClientSide(TlsEngineCrypto crypto, TlsOptions options, TlsPeerState state, TlsSessionBook book) : DefaultTlsClient(crypto)
{
    public TlsContext? Context => m_context;

    public override TlsAuthentication GetAuthentication() => new Authentication(this);

    public override IDictionary<int, byte[]> GetClientExtensions()
    {
        var extensions = base.GetClientExtensions();
        if (options.Settings.MaxVersion >= TlsSettings.Tls13)
            TlsExtensionsUtilities.AddPskKeyExchangeModesExtension(extensions, GetPskKeyExchangeModes());
        if (book.UsesTickets && options.Settings.MinVersion < TlsSettings.Tls13)
            extensions[ExtensionType.session_ticket] = Offered(isNewest: false)?.Ticket ?? [];
        return extensions;
    }

    public override Org.BouncyCastle.Tls.TlsSession? GetSessionToResume()
    {
        if (Offered(isNewest: false) is not { Id.Length: > 0 } session)
            return null;
        return TlsSecrets.ToEngine(session, session.Id, crypto);
    }

    public override IList<TlsPskExternal>? GetExternalPsks() =>
        Offered(isNewest: true) is { Ticket.Length: > 0 } session && GetCipherSuites().Any(suite => TlsSuites.Find(suite)?.Key == TlsSuiteKey.Any && TlsSessionBook.HashOf(suite) == TlsSessionBook.HashOf(session.Suite))
            ? [new TlsTicketPsk(session.Ticket, crypto.CreateTicketKey(session.Secret), session.Suite)]
            : null;

    public override void NotifySelectedPsk(TlsPsk? selectedPsk)
    {
        if (selectedPsk != null)
            book.Resume(options.Session!);
    }

    // The first call after the engine knows whether the server goes on with a session of TLS 1.2.
    public override void NotifySelectedCipherSuite(int selectedCipherSuite)
    {
        if (m_context.SecurityParameters.IsResumedSession)
            book.Resume(options.Session!);
    }

    public override void NotifyNewSessionTicket(NewSessionTicket newSessionTicket) => book.TakeTicket(newSessionTicket);

    public override TlsDHGroupVerifier GetDHGroupVerifier() => new DhBounds();

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

    protected override int[] GetSupportedCipherSuites() => TlsPeerState.Suites(options.Settings, static _ => true);

    public override IList<int>? GetEarlyKeyShareGroups() => m_supportedGroups is { Count: > 0 } groups ? TlsGroups.Early([.. groups]) : null;

    protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) =>
        [.. options.Settings.Groups.Where(group => TlsPeerState.Versions(options.Settings).Any(version => NamedGroup.CanBeNegotiated(group, version)))];

    protected override IList<SignatureAndHashAlgorithm> GetSupportedSignatureAlgorithms() =>
        TlsUtilities.GetSupportedSignatureAlgorithms(m_context, TlsSignatureSchemes.ToEngine(options.Settings.Schemes));

    protected override CertificateStatusRequest? GetCertificateStatusRequest() => options.RequestsStatus ? base.GetCertificateStatusRequest() : null;

    protected override IList<ProtocolName>? GetProtocolNames() =>
        options.Alpn.Count == 0 ? null : [.. options.Alpn.Select(name => ProtocolName.AsRawBytes(Encoding.Latin1.GetBytes(name)))];

    protected override IList<ServerName>? GetSniServerNames() =>
        options.ServerName is { Length: > 0 } name ? [new ServerName(NameType.host_name, Encoding.ASCII.GetBytes(name))] : null;

    private TlsStoredSession? Offered(bool isNewest) =>
        options.Session is { } session && session.Version >= TlsSettings.Tls13 == isNewest && options.Settings.Versions.Contains(session.Version) && session.IsFresh(DateTimeOffset.UtcNow) ? session : null;

    private TlsCredentials? Credentials(CertificateRequest request)
    {
        var mark = TlsUtilities.IsTlsV13(m_context) ? request.GetCertificateRequestContext() : [];
        foreach (var identity in options.Settings.Identities)
        {
            if (TlsCredentialSet.Signer(m_context, crypto, identity, request.SupportedSignatureAlgorithms, options.Settings.Schemes, mark, null) is not { } credentials)
                continue;
            state.Identity = identity;
            return credentials;
        }
        return null;
    }

    private void TakeServerCertificate(Certificate certificate)
    {
        state.TakePeerChain(certificate);
        if (!certificate.IsEmpty && certificate.GetCertificateEntryAt(0).Extensions is { } extensions && extensions.TryGetValue(ExtensionType.status_request, out var status))
            state.Status = TlsStatus.Parse(status);
    }

    private sealed class Authentication(TlsClientSide side) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) => side.TakeServerCertificate(serverCertificate.Certificate);

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => side.Credentials(certificateRequest);
    }

    // As OpenSSL: short numbers are weak, very long ones only burn time. That they are primes is nobody's to check.
    private sealed class DhBounds : TlsDHGroupVerifier
    {
        private const int MinBits = 2048, MaxBits = 8192;

        public bool Accept(DHGroup dhGroup) => dhGroup.P.BitLength is >= MinBits and <= MaxBits;
    }
}
