using SecureExec.Sidecar.Crypto.Tls;

namespace SecureExec.Sidecar.Tests.Crypto;

public sealed class TlsStoredSessionTests
{
    private static readonly TlsStoredSession Session = new()
    {
        Version = TlsSettings.Tls13, Suite = 0x1302, Id = [1, 2, 3], Secret = new byte[48], Created = 1_700_000_000, Lifetime = 300, Context = [9], VerifyResult = 18,
        ServerName = "server.example", Ticket = [7, 8], AgeAdd = uint.MaxValue, IsExtended = true, EncryptsThenMacs = true,
    };

    [Fact]
    public void FromDer_OfWhatToDerMade_IsTheSame()
    {
        var again = TlsStoredSession.FromDer(Session.ToDer())!;

        Assert.Equal(Session.ToDer(), again.ToDer());
        Assert.Equal((Session.Suite, Session.ServerName, Session.AgeAdd, Session.VerifyResult), (again.Suite, again.ServerName, again.AgeAdd, again.VerifyResult));
        Assert.True(again.IsExtended && again.EncryptsThenMacs);
    }

    [Fact]
    public void FromDer_OfDamagedBytes_IsASessionOrNone()
    {
        var der = Session.ToDer();
        var unread = 0;
        for (var at = 0; at < der.Length; at++)
        {
            foreach (var value in (ReadOnlySpan<byte>)[0, 0x7f, 0x80, 0xff])
            {
                byte[] damaged = [.. der];
                damaged[at] = value;
                unread += TlsStoredSession.FromDer(damaged) == null ? 1 : 0;
                unread += TlsStoredSession.FromDer(damaged[..at]) == null ? 1 : 0;
            }
        }
        Assert.True(unread > der.Length);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-60, false)]
    public void IsFresh_AfterSeconds_HoldsForItsLifetime(int seconds, bool expected) =>
        Assert.Equal(expected, Session.IsFresh(DateTimeOffset.FromUnixTimeSeconds(Session.Created + seconds)));

    [Fact]
    public void Open_OfATicket_NeedsTheVeryKeysAndBytes()
    {
        var keys = new TlsTicketKeys();
        var ticket = keys.Seal(Session.ToDer());

        Assert.Equal(Session.ToDer(), keys.Open(ticket));
        Assert.Null(new TlsTicketKeys().Open(ticket));
        for (var at = 0; at < ticket.Length; at++)
        {
            byte[] damaged = [.. ticket];
            damaged[at] ^= 1;
            Assert.Null(keys.Open(damaged));
            Assert.Null(keys.Open(ticket.AsSpan(0, at)));
        }
    }
}
