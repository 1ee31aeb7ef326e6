using System.Buffers.Binary;
using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>The server's engine, with what the library leaves out: tickets of TLS 1.3.</summary>
internal sealed class TlsServerEndpoint(TlsOptions options, TlsPeerState state, TlsSessionBook book) : TlsServerProtocol, ITlsEndpoint
{
    private HandshakeTranscript? _transcript = new();
    private bool _wantsTickets;

    public void CloseOutput() => RaiseAlertWarning(AlertDescription.close_notify, "Connection closed");

    protected override void HandleAlertWarningMessage(short alertDescription)
    {
        if (!state.TakesClose(alertDescription))
            base.HandleAlertWarningMessage(alertDescription);
    }

    protected override void HandleHandshakeMessage(short type, HandshakeMessageInput buf)
    {
        _transcript?.Add(buf.ToArray());
        base.HandleHandshakeMessage(type, buf);
    }

    protected override void SafeWriteRecord(short type, ReadOnlySpan<byte> buffer)
    {
        if (type == ContentType.handshake)
            _transcript?.Add(buffer);
        base.SafeWriteRecord(type, buffer);
    }

    // The library looks tickets up as keys that have no age. The ages are of use only to those who take early data.
    protected override Org.BouncyCastle.Tls.ClientHello ReceiveClientHelloMessage(MemoryStream buf)
    {
        var hello = base.ReceiveClientHelloMessage(buf);
        if (hello.Extensions == null)
            return hello;
        _wantsTickets = TlsExtensionsUtilities.GetPskKeyExchangeModesExtension(hello.Extensions)?.Contains(PskKeyExchangeMode.psk_dhe_ke) == true;
        if (hello.Extensions.TryGetValue(ExtensionType.pre_shared_key, out var offered))
            ClearAges(offered);
        return hello;
    }

    protected override void CompleteHandshake()
    {
        state.Complete(Context.Crypto, Context.SecurityParameters);
        book.Complete(Context.SecurityParameters, _transcript!, options.ServerName);
        _transcript = null;
        base.CompleteHandshake();
        if (!_wantsTickets)
            return;
        foreach (var message in book.IssueTickets(Context))
            SafeWriteRecord(ContentType.handshake, message);
    }

    private static void ClearAges(byte[] offered)
    {
        if (offered.Length < 2)
            return;
        var identities = offered.AsSpan(2, Math.Min(BinaryPrimitives.ReadUInt16BigEndian(offered), offered.Length - 2));
        while (identities.Length >= 2 && 2 + BinaryPrimitives.ReadUInt16BigEndian(identities) is var age && age + sizeof(uint) <= identities.Length)
        {
            identities.Slice(age, sizeof(uint)).Clear();
            identities = identities[(age + sizeof(uint))..];
        }
    }
}
