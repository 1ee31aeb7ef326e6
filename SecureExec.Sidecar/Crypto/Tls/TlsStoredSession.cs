using System.Text;
using Org.BouncyCastle.Asn1;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What two sides must remember of a connection to go on with its keys in another one. Its form is OpenSSL's <c>SSL_SESSION</c>.</summary>
internal sealed record TlsStoredSession
{
    /// <summary>Longer ones are not told to programs, as by Node.</summary>
    public const int MaxBytes = 10 * 1024;

    private const int Format = 1;
    private const ulong ExtendedFlag = 1, EncryptThenMacFlag = 1UL << 32;
    private const int TimeTag = 1, TimeoutTag = 2, PeerTag = 3, ContextTag = 4, VerifyTag = 5, NameTag = 6, HintTag = 9, TicketTag = 10, FlagsTag = 13, AgeTag = 14;

    /// <summary>The version of the protocol, as it stands in the handshake.</summary>
    public required int Version { get; init; }

    /// <summary>The number of the cipher suite.</summary>
    public required int Suite { get; init; }

    /// <summary>The name of the session; empty: it has none.</summary>
    public byte[] Id { get; init; } = [];

    /// <summary>The master secret; from TLS 1.3 on, the key of this ticket.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was made, in seconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>Seconds that it may be used for.</summary>
    public required long Lifetime { get; init; }

    /// <summary>The peer's certificate; null: it showed none.</summary>
    public byte[]? Peer { get; init; }

    /// <summary>The server's mark of those sessions that it takes.</summary>
    public byte[] Context { get; init; } = [];

    /// <summary>OpenSSL's number of what was wrong with the peer's certificate; 0: nothing.</summary>
    public int VerifyResult { get; init; }

    /// <summary>The host that the client wanted.</summary>
    public string? ServerName { get; init; }

    /// <summary>What the client shows to the server; empty: nothing.</summary>
    public byte[] Ticket { get; init; } = [];

    /// <summary>What hides the ticket's age (RFC 8446, 4.2.11.1).</summary>
    public uint AgeAdd { get; init; }

    /// <summary>Whether the master secret is bound to the handshake (RFC 7627).</summary>
    public bool IsExtended { get; init; }

    /// <summary>Whether blocks are encrypted before they are authenticated (RFC 7366).</summary>
    public bool EncryptsThenMacs { get; init; }

    /// <summary>Whether it may still be used.</summary>
    public bool IsFresh(DateTimeOffset now) => now.ToUnixTimeSeconds() is var seconds && seconds >= Created - 1 && seconds - Created <= Lifetime;

    /// <summary>Its DER.</summary>
    public byte[] ToDer()
    {
        var parts = new Asn1EncodableVector(
            Number(Format),
            Number(Version),
            new DerOctetString([(byte)(Suite >> 8), (byte)Suite]),
            new DerOctetString(Id),
            new DerOctetString(Secret),
            Tagged(TimeTag, Number(Created)),
            Tagged(TimeoutTag, Number(Lifetime)));
        if (Peer != null)
            parts.Add(Tagged(PeerTag, Asn1Object.FromByteArray(Peer)));
        parts.Add(Tagged(ContextTag, new DerOctetString(Context)));
        if (VerifyResult != 0)
            parts.Add(Tagged(VerifyTag, Number(VerifyResult)));
        if (ServerName != null)
            parts.Add(Tagged(NameTag, new DerOctetString(Encoding.ASCII.GetBytes(ServerName))));
        if (Ticket.Length > 0)
        {
            parts.Add(Tagged(HintTag, Number(Lifetime)));
            parts.Add(Tagged(TicketTag, new DerOctetString(Ticket)));
        }
        var flags = (IsExtended ? ExtendedFlag : 0) | (EncryptsThenMacs ? EncryptThenMacFlag : 0);
        if (flags != 0)
            parts.Add(Tagged(FlagsTag, Number((long)flags)));
        if (AgeAdd != 0)
            parts.Add(Tagged(AgeTag, Number(AgeAdd)));
        return new DerSequence(parts).GetDerEncoded();
    }

    /// <summary>Reads the DER; null: it is none, or of a session that cannot be gone on with.</summary>
    public static TlsStoredSession? FromDer(byte[] der)
    {
        try
        {
            var parts = Asn1Sequence.GetInstance(der);
            if (parts.Count < 5 || DerInteger.GetInstance(parts[0]).IntValueExact != Format || Octets(parts[2]) is not [var high, var low])
                return null;
            var tagged = new Dictionary<int, Asn1Object>();
            for (var index = 5; index < parts.Count; index++)
            {
                var part = Asn1TaggedObject.GetInstance(parts[index]);
                tagged[part.TagNo] = part.GetExplicitBaseObject().ToAsn1Object();
            }
            var flags = (ulong)Long(tagged, FlagsTag);
            return new TlsStoredSession
            {
                Version = DerInteger.GetInstance(parts[1]).IntValueExact,
                Suite = high << 8 | low,
                Id = Octets(parts[3]),
                Secret = Octets(parts[4]),
                Created = Long(tagged, TimeTag),
                Lifetime = Long(tagged, TimeoutTag),
                Peer = tagged.GetValueOrDefault(PeerTag)?.GetDerEncoded(),
                Context = tagged.TryGetValue(ContextTag, out var context) ? Octets(context) : [],
                VerifyResult = (int)Long(tagged, VerifyTag),
                ServerName = tagged.TryGetValue(NameTag, out var name) ? Encoding.ASCII.GetString(Octets(name)) : null,
                Ticket = tagged.TryGetValue(TicketTag, out var ticket) ? Octets(ticket) : [],
                AgeAdd = (uint)Long(tagged, AgeTag),
                IsExtended = (flags & ExtendedFlag) != 0,
                EncryptsThenMacs = (flags & EncryptThenMacFlag) != 0,
            };
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            return null;
        }
    }

    private static DerTaggedObject Tagged(int tag, Asn1Encodable value) => new(true, tag, value);

    private static DerInteger Number(long value) => DerInteger.ValueOf(value);

    private static byte[] Octets(Asn1Encodable value) => Asn1OctetString.GetInstance(value).GetOctets();

    private static long Long(Dictionary<int, Asn1Object> tagged, int tag) => tagged.TryGetValue(tag, out var value) ? DerInteger.GetInstance(value).LongValueExact : 0;
}
