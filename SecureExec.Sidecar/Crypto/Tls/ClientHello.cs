using System.Buffers.Binary;
using System.Text;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a client says first, as far as a server must know it before it begins.</summary>
/// <param name="ServerName">The host it wants; null: it does not say.</param>
/// <param name="Alpn">The protocols it offers, as they were sent; null: none.</param>
/// <param name="SessionId">The session it wants to go on with.</param>
/// <param name="HasTicket">Whether it brings a ticket.</param>
/// <param name="WantsStatus">Whether it asks for an OCSP response.</param>
internal sealed record ClientHello(string? ServerName, byte[]? Alpn, byte[] SessionId, bool HasTicket, bool WantsStatus)
{
    private const int RecordHeader = 5, HandshakeRecord = 22, HelloMessage = 1, MaxBytes = 64 * 1024;

    /// <summary>
    /// Reads it from the beginning of a stream. False: more is needed. True with null: it is none that can be read, which the protocol's engine then says.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> stream, out ClientHello? hello)
    {
        hello = null;
        var message = new List<byte>();
        while (true)
        {
            if (stream.Length < RecordHeader)
                return stream.Length > 0 && stream[0] != HandshakeRecord;
            int length = BinaryPrimitives.ReadUInt16BigEndian(stream[3..]);
            if (stream[0] != HandshakeRecord || stream[1] != 3)
                return true;
            if (stream.Length < RecordHeader + length)
                return false;
            message.AddRange(stream.Slice(RecordHeader, length));
            stream = stream[(RecordHeader + length)..];
            if (message.Count < 4)
                continue;
            var whole = 4 + (message[1] << 16 | message[2] << 8 | message[3]);
            if (message[0] != HelloMessage || whole > MaxBytes)
                return true;
            if (message.Count < whole)
                continue;
            hello = Parse(message.ToArray().AsSpan(4, whole - 4));
            return true;
        }
    }

    private static ClientHello? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            body = body[34..]; // version and random
            var sessionId = Take8(ref body).ToArray();
            Take16(ref body); // suites
            Take8(ref body); // compressions
            string? name = null;
            byte[]? alpn = null;
            var (hasTicket, wantsStatus) = (false, false);
            var extensions = body.IsEmpty ? default : Take16(ref body);
            while (!extensions.IsEmpty)
            {
                var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
                extensions = extensions[2..];
                var data = Take16(ref extensions);
                switch (type)
                {
                    case 0:
                        var names = Take16(ref data);
                        if (!names.IsEmpty && names[0] == 0)
                        {
                            names = names[1..];
                            name = Encoding.ASCII.GetString(Take16(ref names));
                        }
                        break;
                    case 5:
                        wantsStatus = true;
                        break;
                    case 16:
                        alpn = Take16(ref data).ToArray();
                        break;
                    case 35:
                        hasTicket = !data.IsEmpty;
                        break;
                }
            }
            return new ClientHello(name, alpn, sessionId, hasTicket, wantsStatus);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Take8(ref ReadOnlySpan<byte> data)
    {
        var part = data.Slice(1, data.IsEmpty ? 1 : data[0]);
        data = data[(1 + part.Length)..];
        return part;
    }

    private static ReadOnlySpan<byte> Take16(ref ReadOnlySpan<byte> data)
    {
        var part = data.Slice(2, BinaryPrimitives.ReadUInt16BigEndian(data));
        data = data[(2 + part.Length)..];
        return part;
    }
}
