using System.Buffers.Binary;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.X509;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>
/// What one connection has to do with sessions: the one that it goes on with, and those that others may go on with. Sessions of TLS 1.2 are known by a name or by a
/// ticket, those of 1.3 by tickets (RFC 5077; RFC 8446, 4.6.1).
/// </summary>
internal sealed class TlsSessionBook(TlsOptions options, TlsPeerState state)
{
    // A peer may send tickets as it likes: no more are kept for the program until it is told.
    private const int MaxUntold = 8, MaxTicketBytes = 16 * 1024, NonceBytes = 8, Tickets = 2;
    private const uint NoTicket = 0x4000;

    private readonly Queue<TlsStoredSession> _untold = new();
    private TlsStoredSession? _current;
    private NewSessionTicket? _ticket12;
    private byte[]? _resumptionSecret;

    /// <summary>The session that the connection goes on with; null: it is a new one.</summary>
    public TlsStoredSession? Resumed { get; private set; }

    /// <summary>Whether tickets are used at all.</summary>
    public bool UsesTickets => (options.Settings.Options & NoTicket) == 0;

    /// <summary>What to remember of the connection; null: nothing yet.</summary>
    public TlsStoredSession? Current => _current;

    /// <summary>The next session that the program was not told of, which is the <see cref="Current"/> one from then on; null: none.</summary>
    public TlsStoredSession? NextUntold()
    {
        if (!_untold.TryDequeue(out var session))
            return null;
        _current = session;
        return session;
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>The engine's number of the hash that a suite of TLS 1.3 derives keys by.</summary>
    public static int HashOf(int suite) => suite == CipherSuite.TLS_AES_256_GCM_SHA384 ? CryptoHashAlgorithm.sha384 : CryptoHashAlgorithm.sha256;

    /// <summary>A server's session that a ticket or a name stands for, if it may be gone on with; null: none.</summary>
    /// <param name="mark">The ticket or the name.</param>
    /// <param name="isTicket">Which it is.</param>
    /// <param name="version">The version of this connection.</param>
    /// <param name="offered">The suites that the client offers.</param>
    /// <param name="own">The suites that the server has.</param>
    public TlsStoredSession? Find(byte[] mark, bool isTicket, int version, int[] offered, int[] own)
    {
        var session = isTicket && UsesTickets ? options.Sessions.Keys.Open(mark) is { } state ? TlsStoredSession.FromDer(state) : null
            : options.Session is { } given && given.Id.AsSpan().SequenceEqual(mark) ? given : null;
        return session != null && session.Version == version && session.IsFresh(DateTimeOffset.UtcNow) && session.Context.AsSpan().SequenceEqual(options.Sessions.Context)
            && session.ServerName == options.ServerName && offered.Contains(session.Suite) && own.Contains(session.Suite) && !(options.RequiresCertificate && session.Peer == null)
            ? session
            : null;
    }

    /// <summary>The session is the one that the connection goes on with.</summary>
    public void Resume(TlsStoredSession session)
    {
        (Resumed, _current) = (session, session);
        state.TakeRemembered(session);
    }

    /// <summary>A client's session of TLS 1.2 was renewed or made with a ticket.</summary>
    public void TakeTicket(NewSessionTicket ticket) => _ticket12 = ticket.Ticket.Length is > 0 and <= MaxTicketBytes ? ticket : null;

    /// <summary>The handshake is about to be over: its secrets are forgotten afterwards.</summary>
    public void Complete(SecurityParameters parameters, HandshakeTranscript transcript, string? serverName)
    {
        var isNewest = parameters.NegotiatedVersion.FullVersion >= TlsSettings.Tls13;
        if (isNewest)
        {
            var hash = parameters.PrfCryptoHashAlgorithm;
            _resumptionSecret = TlsCryptoUtilities.HkdfExpandLabel(parameters.MasterSecret, hash, "res master", transcript.Hash(hash), parameters.PrfHashLength).Extract();
            _current = Resumed ?? Describe(parameters, serverName, _resumptionSecret);
        }
        else if (Resumed == null)
        {
            _current = Describe(parameters, serverName, TlsSecrets.Copy(parameters.MasterSecret)) with { Id = parameters.SessionID ?? [] };
            if (_ticket12 != null)
                _current = WithTicket(_current, _ticket12);
            if (_current.Id.Length > 0)
                _untold.Enqueue(_current);
        }
        else if (_ticket12 != null)
        {
            _current = WithTicket(Resumed, _ticket12);
        }
    }

    /// <summary>A server's ticket of TLS 1.2; empty: it gives none.</summary>
    public NewSessionTicket IssueTicket(SecurityParameters parameters, string? serverName)
    {
        var ticket = options.Sessions.Keys.Seal(Describe(parameters, serverName, TlsSecrets.Copy(parameters.MasterSecret)).ToDer());
        return ticket.Length > MaxTicketBytes ? new NewSessionTicket(0, []) : new NewSessionTicket(options.Sessions.Lifetime, ticket);
    }

    /// <summary>A server's tickets of TLS 1.3, for a connection that does not go on with an older one: whole messages.</summary>
    public IReadOnlyList<byte[]> IssueTickets(TlsContext context)
    {
        if (_resumptionSecret == null || _current is not { } session || Resumed != null)
            return [];
        var messages = new List<byte[]>();
        for (var number = 0; number < Tickets; number++)
        {
            var (nonce, id, add) = (new byte[NonceBytes], TlsSecrets.NewName(), new byte[sizeof(uint)]);
            BinaryPrimitives.WriteInt64BigEndian(nonce, number);
            RandomBytes.Fill(add);
            var made = session with { Id = id, AgeAdd = BinaryPrimitives.ReadUInt32BigEndian(add), Secret = TicketKey(context, session.Suite, nonce) };
            var ticket = UsesTickets ? options.Sessions.Keys.Seal(made.ToDer()) : id;
            if (ticket.Length > MaxTicketBytes)
                continue;
            _untold.Enqueue(made);
            messages.Add(Message(made, nonce, ticket));
        }
        return messages;
    }

    /// <summary>A client takes a ticket of TLS 1.3.</summary>
    /// <exception cref="TlsFatalAlert">It is none.</exception>
    public void TakeTicket(TlsContext context, MemoryStream message)
    {
        var (lifetime, add, nonce) = (TlsUtilities.ReadUint32(message), TlsUtilities.ReadUint32(message), TlsUtilities.ReadOpaque8(message));
        var ticket = TlsUtilities.ReadOpaque16(message, 1);
        TlsUtilities.ReadOpaque16(message);
        if (message.Position < message.Length)
            throw new TlsFatalAlert(AlertDescription.decode_error);
        const long week = 7 * 24 * 60 * 60;
        if (_resumptionSecret == null || _current is not { } session || lifetime > week || ticket.Length > MaxTicketBytes)
            return;
        if (_untold.Count < MaxUntold)
            _untold.Enqueue(session with { Id = Name(ticket), Created = Now, Lifetime = lifetime, AgeAdd = (uint)add, Ticket = ticket, Secret = TicketKey(context, session.Suite, nonce) });
    }

    private TlsStoredSession Describe(SecurityParameters parameters, string? serverName, byte[] secret) => new()
    {
        Version = parameters.NegotiatedVersion.FullVersion,
        Suite = parameters.CipherSuite,
        Secret = secret,
        Created = Now,
        Lifetime = options.Sessions.Lifetime,
        Peer = Resumed?.Peer ?? (state.PeerChain.Count > 0 ? state.PeerChain[0].GetEncoded() : null),
        Context = options.Sessions.Context,
        VerifyResult = ChainVerifier.NumberOf(state.PeerCheck),
        ServerName = serverName,
        IsExtended = parameters.IsExtendedMasterSecret,
        EncryptsThenMacs = parameters.IsEncryptThenMac,
    };

    private static TlsStoredSession WithTicket(TlsStoredSession session, NewSessionTicket ticket) =>
        session with { Id = Name(ticket.Ticket), Ticket = ticket.Ticket, Lifetime = ticket.TicketLifetimeHint > 0 ? ticket.TicketLifetimeHint : session.Lifetime, Created = Now };

    // A session that is known by its ticket is named by the ticket's hash, as OpenSSL does.
    private static byte[] Name(byte[] ticket) => Digests.Compute(new Org.BouncyCastle.Crypto.Digests.Sha256Digest(), ticket);

    private byte[] TicketKey(TlsContext context, int suite, byte[] nonce)
    {
        var hash = HashOf(suite);
        return TlsCryptoUtilities.HkdfExpandLabel(context.Crypto.CreateSecret(_resumptionSecret), hash, "resumption", nonce, TlsCryptoUtilities.GetHashOutputSize(hash)).Extract();
    }

    private static byte[] Message(TlsStoredSession session, byte[] nonce, byte[] ticket)
    {
        using var body = new MemoryStream();
        TlsUtilities.WriteUint32(session.Lifetime, body);
        TlsUtilities.WriteUint32(session.AgeAdd, body);
        TlsUtilities.WriteOpaque8(nonce, body);
        TlsUtilities.WriteOpaque16(ticket, body);
        TlsUtilities.WriteOpaque16([], body);
        var bytes = body.ToArray();
        return [(byte)HandshakeType.new_session_ticket, (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }
}
