using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>The client's engine, with what the library leaves out: tickets of TLS 1.3, renewed ones of TLS 1.2, and OCSP responses as they were sent.</summary>
internal sealed class TlsClientEndpoint(TlsOptions options, TlsPeerState state, TlsSessionBook book) : TlsClientProtocol, ITlsEndpoint
{
    private HandshakeTranscript? _transcript = new();

    public void CloseOutput() => RaiseAlertWarning(AlertDescription.close_notify, "Connection closed");

    protected override void HandleAlertWarningMessage(short alertDescription)
    {
        if (!state.TakesClose(alertDescription))
            base.HandleAlertWarningMessage(alertDescription);
    }

    protected override void HandleHandshakeMessage(short type, HandshakeMessageInput buf)
    {
        _transcript?.Add(buf.ToArray());
        var parameters = Context.SecurityParameters;
        switch (type)
        {
            // RFC 5077, 3.3: a server may renew the ticket that it was shown. The library has hashed the message already.
            case HandshakeType.new_session_ticket when parameters.IsResumedSession && m_connectionState == CS_SERVER_HELLO:
                book.TakeTicket(NewSessionTicket.Parse(buf));
                return;
            case HandshakeType.certificate_status when m_connectionState == CS_SERVER_CERTIFICATE && parameters.StatusRequestVersion > 0:
                state.Status = TlsStatus.Parse(buf.ToArray().AsSpan((int)buf.Position));
                m_connectionState = CS_SERVER_CERTIFICATE_STATUS;
                return;
            case HandshakeType.server_key_exchange:
                state.Group = TlsKeyExchangeFacts.GroupOf(parameters.KeyExchangeAlgorithm, buf.ToArray().AsSpan((int)buf.Position));
                break;
        }
        base.HandleHandshakeMessage(type, buf);
    }

    protected override void SafeWriteRecord(short type, ReadOnlySpan<byte> buffer)
    {
        if (type == ContentType.handshake)
            _transcript?.Add(buffer);
        base.SafeWriteRecord(type, buffer);
    }

    protected override void SendClientHelloMessage()
    {
        if (options.Session is { Ticket.Length: > 0 } session && m_clientHello.Extensions.TryGetValue(ExtensionType.pre_shared_key, out var offered))
        {
            var milliseconds = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() - session.Created) * 1000;
            BinaryPrimitives.WriteUInt32BigEndian(offered.AsSpan(2 + 2 + session.Ticket.Length), unchecked((uint)milliseconds + session.AgeAdd));
        }
        base.SendClientHelloMessage();
    }

    protected override void CompleteHandshake()
    {
        state.Complete(Context.Crypto, Context.SecurityParameters);
        book.Complete(Context.SecurityParameters, _transcript!, options.ServerName);
        _transcript = null;
        base.CompleteHandshake();
    }

    protected override void Receive13NewSessionTicket(MemoryStream buf)
    {
        if (!state.IsDone)
            throw new TlsFatalAlert(AlertDescription.unexpected_message);
        book.TakeTicket(Context, buf);
    }
}
