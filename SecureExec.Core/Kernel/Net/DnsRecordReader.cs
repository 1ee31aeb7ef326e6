using System.Buffers.Binary;

namespace SecureExec.Kernel.Net;

/// <summary>Goes through the records of a DNS message (RFC 1035 §4.1). What comes is not trusted: every length is checked, names are bounded.</summary>
internal ref struct DnsRecordReader
{
    private const int RecordHeaderBytes = 10;

    private readonly ReadOnlySpan<byte> _message;
    private int _at;
    private int _left;

    /// <summary>Stands before the first record.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="answersOnly">Leaves out what stands behind the answer section.</param>
    public DnsRecordReader(ReadOnlySpan<byte> message, bool answersOnly)
    {
        _message = message;
        _at = DnsMessage.HeaderBytes;
        if (message.Length < DnsMessage.HeaderBytes)
        {
            IsBroken = true;
            return;
        }

        for (int questions = Count(4); questions > 0 && !IsBroken; questions--)
        {
            IsBroken = DnsMessage.ReadName(message, ref _at) is null || (_at += 4) > message.Length;
        }

        _left = answersOnly ? Count(6) : Count(6) + Count(8) + Count(10);
    }

    /// <summary>The message is malformed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next record; false at the end, or when the message is malformed.</summary>
    public bool TryRead(out DnsRecord record)
    {
        record = default;
        if (IsBroken || _left == 0)
        {
            return false;
        }

        _left--;
        if (DnsMessage.ReadName(_message, ref _at) is not { } name || _at + RecordHeaderBytes > _message.Length)
        {
            IsBroken = true;
            return false;
        }

        ReadOnlySpan<byte> header = _message.Slice(_at, RecordHeaderBytes);
        _at += RecordHeaderBytes;
        record = new DnsRecord(
            name, BinaryPrimitives.ReadUInt16BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]), _at, BinaryPrimitives.ReadUInt16BigEndian(header[8..]));
        _at += record.Length;
        IsBroken = _at > _message.Length;
        return !IsBroken;
    }

    private readonly int Count(int at) => BinaryPrimitives.ReadUInt16BigEndian(_message[at..]);
}
