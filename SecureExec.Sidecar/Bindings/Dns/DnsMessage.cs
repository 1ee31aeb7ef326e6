using System.Buffers.Binary;
using System.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Questions and answers of DNS as they go over the wire (RFC 1035). What comes is not trusted: every length is checked, names are bounded.</summary>
internal static class DnsMessage
{
    /// <summary>Types of records.</summary>
    public const ushort A = 1, Ns = 2, Cname = 5, Soa = 6, Ptr = 12, Mx = 15, Txt = 16, Aaaa = 28, Srv = 33, Naptr = 35, Tlsa = 52, Any = 255, Caa = 257;

    private const int HeaderSize = 12;
    private const int MaxName = 255;
    private const int MaxLabel = 63;
    private const int MaxJumps = 64;

    /// <summary>A question with recursion; null when the name is none (EBADNAME).</summary>
    public static byte[]? Question(ushort id, string name, ushort type)
    {
        var labels = name.EndsWith('.') ? name[..^1].Split('.') : name.Split('.');
        List<byte> message = [(byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        foreach (var label in name is "." or "" ? [] : labels)
        {
            var bytes = Encoding.UTF8.GetBytes(label);
            if (bytes.Length is 0 or > MaxLabel || message.Count - HeaderSize + bytes.Length + 2 > MaxName)
                return null;
            message.Add((byte)bytes.Length);
            message.AddRange(bytes);
        }
        message.AddRange([0, (byte)(type >> 8), (byte)type, 0, 1]);
        return [.. message];
    }

    /// <summary>Whether it answers the question of that id.</summary>
    public static bool Answers(ReadOnlySpan<byte> message, ushort id) => message.Length >= HeaderSize && BinaryPrimitives.ReadUInt16BigEndian(message) == id && (message[2] & 0x80) != 0;

    /// <summary>c-ares' word for the server's answer, or the records of its answer section.</summary>
    public static string? Read(ReadOnlySpan<byte> message, out List<DnsRecord> records)
    {
        records = [];
        if (message.Length < HeaderSize)
            return "EBADRESP";
        if ((message[3] & 15) is not 0 and var code)
            return code switch { 1 => "EFORMERR", 2 => "ESERVFAIL", 3 => "ENOTFOUND", 4 => "ENOTIMP", 5 => "EREFUSED", _ => "ESERVFAIL" };
        int questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]), answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        var at = HeaderSize;
        for (; questions > 0; questions--)
        {
            if (ReadName(message, ref at) is null || (at += 4) > message.Length)
                return "EBADRESP";
        }
        for (; answers > 0; answers--)
        {
            if (ReadName(message, ref at) is not { } name || at + 10 > message.Length)
                return "EBADRESP";
            var type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            var ttl = BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += 10;
            if (at + length > message.Length)
                return "EBADRESP";
            records.Add(new DnsRecord(name, type, ttl, at, length));
            at += length;
        }
        return records.Count == 0 ? "ENODATA" : null;
    }

    /// <summary>A name at a place, which moves behind it; null when it is malformed.</summary>
    public static string? ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var text = new StringBuilder();
        var (here, jumps) = (at, 0);
        while (true)
        {
            if (here >= message.Length)
                return null;
            int length = message[here];
            if ((length & 0xC0) == 0xC0)
            {
                if (here + 1 >= message.Length || ++jumps > MaxJumps)
                    return null;
                at = jumps == 1 ? here + 2 : at;
                here = ((length & 0x3F) << 8) | message[here + 1];
                continue;
            }
            here++;
            if (length == 0)
                break;
            if (length > MaxLabel || here + length > message.Length || text.Length + length + 1 > MaxName)
                return null;
            text.Append(text.Length > 0 ? "." : "").Append(Encoding.Latin1.GetString(message.Slice(here, length)));
            here += length;
        }
        at = jumps == 0 ? here : at;
        return text.ToString();
    }
}
