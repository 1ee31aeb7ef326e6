using System.Buffers.Binary;
using System.Text;
using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>As much of DNS messages (RFC 1035) as the broker needs: it writes queries, knows the answer to one and finds the addresses in it. What servers send may be hostile.</summary>
internal static class DnsMessage
{
    /// <summary>An IPv4 address.</summary>
    internal const ushort TypeA = 1;

    /// <summary>An IPv6 address.</summary>
    internal const ushort TypeAaaa = 28;

    private const int HeaderBytes = 12;
    private const ushort ClassIn = 1;
    private const ushort RecursionDesired = 0x0100;
    private const byte IsAnswer = 0x80;
    private const byte IsTruncated = 0x02;
    private const int NoSuchName = 3;

    /// <summary>A query for one kind of records.</summary>
    internal static byte[] Query(ushort id, string name, ushort type)
    {
        var message = new byte[HeaderBytes + name.Length + 2 + 4];
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), 1);
        int at = HeaderBytes;
        foreach (string label in name.Split('.'))
        {
            message[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, message.AsSpan(at));
        }
        at++;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at), type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 2), ClassIn);
        return message;
    }

    /// <summary>Whether a message answers the query: number, question and direction.</summary>
    internal static bool Answers(ReadOnlySpan<byte> message, ReadOnlySpan<byte> query)
    {
        if (message.Length < query.Length || !message[..2].SequenceEqual(query[..2]) || (message[2] & IsAnswer) == 0 || !message.Slice(4, 2).SequenceEqual(query.Slice(4, 2))) return false;
        for (int i = HeaderBytes; i < query.Length; i++)
        {
            if (Lower(message[i]) != Lower(query[i])) return false;
        }
        return true;
    }

    /// <summary>Whether the server could not say it all.</summary>
    internal static bool Truncated(ReadOnlySpan<byte> message) => (message[2] & IsTruncated) != 0;

    /// <summary>Whether the server says that there is no such name.</summary>
    internal static bool SaysNoSuchName(ReadOnlySpan<byte> message) => (message[3] & 0xF) == NoSuchName;

    /// <summary>Whether the server says that it failed or refuses.</summary>
    internal static bool SaysFailure(ReadOnlySpan<byte> message) => (message[3] & 0xF) is not (0 or NoSuchName);

    /// <summary>All addresses in any of the message's records. False when the message is broken.</summary>
    internal static bool TryFindAddresses(ReadOnlySpan<byte> message, List<IpAddress> addresses)
    {
        if (message.Length < HeaderBytes) return false;
        int questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        int records = BinaryPrimitives.ReadUInt16BigEndian(message[6..]) + BinaryPrimitives.ReadUInt16BigEndian(message[8..]) + BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        int at = HeaderBytes;
        for (int i = 0; i < questions; i++)
        {
            if (!TrySkipName(message, ref at) || at + 4 > message.Length) return false;
            at += 4;
        }
        for (int i = 0; i < records; i++)
        {
            if (!TrySkipName(message, ref at) || at + 10 > message.Length) return false;
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += 10;
            if (at + length > message.Length) return false;
            if ((type == TypeA && length == 4) || (type == TypeAaaa && length == 16)) addresses.Add(IpAddress.FromBytes(message.Slice(at, length)));
            at += length;
        }
        return true;
    }

    private static bool TrySkipName(ReadOnlySpan<byte> message, ref int at)
    {
        while (at < message.Length)
        {
            int length = message[at];
            if (length >= 0xC0)
            {
                at += 2;
                return at <= message.Length;
            }
            at += 1 + length;
            if (length == 0) return true;
        }
        return false;
    }

    private static byte Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
