using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>As much of a server's reply as the broker needs: whether it belongs to a question, how it went, and the addresses in it. What servers send may be hostile.</summary>
internal static class DnsReply
{
    private const byte IsAnswer = 0x80;
    private const byte IsTruncated = 0x02;
    private const int NoSuchName = 3;

    /// <summary>Whether a message answers the question: number, question and direction.</summary>
    internal static bool Answers(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question)
    {
        if (message.Length < question.Length || !message[..2].SequenceEqual(question[..2]) || (message[2] & IsAnswer) == 0 || !message.Slice(4, 2).SequenceEqual(question.Slice(4, 2))) return false;
        for (int i = DnsMessage.HeaderBytes; i < question.Length; i++)
        {
            if (Lower(message[i]) != Lower(question[i])) return false;
        }
        return true;
    }

    /// <summary>Whether the server could not say it all.</summary>
    internal static bool Truncated(ReadOnlySpan<byte> message) => (message[2] & IsTruncated) != 0;

    /// <summary>Whether the server says that there is no such name.</summary>
    internal static bool SaysNoSuchName(ReadOnlySpan<byte> message) => DnsMessage.ResponseCode(message) == NoSuchName;

    /// <summary>Whether the server says that it failed or refuses.</summary>
    internal static bool SaysFailure(ReadOnlySpan<byte> message) => DnsMessage.ResponseCode(message) is not (0 or NoSuchName);

    /// <summary>All addresses in any of the message's records. False when the message is broken.</summary>
    internal static bool TryFindAddresses(ReadOnlySpan<byte> message, List<IpAddress> addresses)
    {
        var records = new DnsRecordReader(message, answersOnly: false);
        while (records.TryRead(out DnsRecord record))
        {
            if (record is { Type: DnsMessage.A, Length: 4 } or { Type: DnsMessage.Aaaa, Length: 16 }) addresses.Add(IpAddress.FromBytes(message.Slice(record.At, record.Length)));
        }
        return !records.IsBroken;
    }

    private static byte Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
