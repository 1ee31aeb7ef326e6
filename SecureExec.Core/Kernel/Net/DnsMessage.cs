using System.Buffers.Binary;
using System.Text;

namespace SecureExec.Kernel.Net;

/// <summary>Questions, names and types of DNS as they go over the wire (RFC 1035).</summary>
internal static class DnsMessage
{
    /// <summary>Types of records.</summary>
    public const ushort A = 1, Ns = 2, Cname = 5, Soa = 6, Ptr = 12, Mx = 15, Txt = 16, Aaaa = 28, Srv = 33, Naptr = 35, Tlsa = 52, Any = 255, Caa = 257;

    /// <summary>Bytes before the first question.</summary>
    public const int HeaderBytes = 12;

    private const int MaxName = 255;
    private const int MaxLabel = 63;
    private const int MaxJumps = 64;

    /// <summary>A question with recursion; null when the name is none.</summary>
    public static byte[]? Question(ushort id, string name, ushort type)
    {
        string[] labels = name is "." or "" ? [] : name.EndsWith('.') ? name[..^1].Split('.') : name.Split('.');
        List<byte> message = [(byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        foreach (string label in labels)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(label);
            if (bytes.Length is 0 or > MaxLabel || message.Count - HeaderBytes + bytes.Length + 2 > MaxName)
            {
                return null;
            }

            message.Add((byte)bytes.Length);
            message.AddRange(bytes);
        }

        message.AddRange([0, (byte)(type >> 8), (byte)type, 0, 1]);
        return [.. message];
    }

    /// <summary>Whether it is an answer and bears the question's number.</summary>
    public static bool Answers(ReadOnlySpan<byte> message, ushort id) =>
        message.Length >= HeaderBytes && BinaryPrimitives.ReadUInt16BigEndian(message) == id && (message[2] & 0x80) != 0;

    /// <summary>What the server says of how it went: 0 for well, 3 for no such name.</summary>
    public static int ResponseCode(ReadOnlySpan<byte> message) => message[3] & 0xF;

    /// <summary>A name at a place, which moves behind it; null when it is malformed.</summary>
    public static string? ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var text = new StringBuilder();
        (int here, int jumps) = (at, 0);
        while (true)
        {
            if (here >= message.Length)
            {
                return null;
            }

            int length = message[here];
            if ((length & 0xC0) == 0xC0)
            {
                if (here + 1 >= message.Length || ++jumps > MaxJumps)
                {
                    return null;
                }

                at = jumps == 1 ? here + 2 : at;
                here = ((length & 0x3F) << 8) | message[here + 1];
                continue;
            }

            here++;
            if (length == 0)
            {
                break;
            }

            if (length > MaxLabel || here + length > message.Length || text.Length + length + 1 > MaxName)
            {
                return null;
            }

            text.Append(text.Length > 0 ? "." : "").Append(Encoding.Latin1.GetString(message.Slice(here, length)));
            here += length;
        }

        at = jumps == 0 ? here : at;
        return text.ToString();
    }
}
