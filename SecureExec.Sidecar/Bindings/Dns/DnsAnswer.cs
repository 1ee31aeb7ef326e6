using System.Buffers.Binary;
using System.Text;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Records of an answer as the values that <c>dns</c> gives.</summary>
internal sealed class DnsAnswer(Realm realm, byte[] message)
{
    private static readonly ushort[] AnyOrder =
    [
        DnsMessage.A, DnsMessage.Cname, DnsMessage.Aaaa, DnsMessage.Mx, DnsMessage.Ns, DnsMessage.Txt, DnsMessage.Srv, DnsMessage.Ptr, DnsMessage.Naptr,
        DnsMessage.Soa, DnsMessage.Caa, DnsMessage.Tlsa,
    ];

    private readonly nint _iso = realm.Isolate;

    /// <summary>The values of a type; with <see cref="DnsMessage.Any"/> of all types, each with its name. Null when the data is malformed.</summary>
    /// <param name="type">The type that was asked for.</param>
    /// <param name="records">The answer's records.</param>
    /// <param name="ttls">For addresses, how long each holds, seconds.</param>
    public IReadOnlyList<nint>? Values(ushort type, IReadOnlyList<DnsRecord> records, List<nint> ttls)
    {
        List<nint> values = [];
        foreach (var wanted in type == DnsMessage.Any ? AnyOrder : [type])
        {
            foreach (var record in records.Where(record => record.Type == wanted))
            {
                var value = Value(record, isTyped: type == DnsMessage.Any);
                if (value == 0)
                    return null;
                values.Add(value);
                ttls.Add(V8.Number(_iso, record.Ttl));
            }
        }
        return values;
    }

    private ReadOnlySpan<byte> Data(DnsRecord record) => message.AsSpan(record.At, record.Length);

    private nint Value(DnsRecord record, bool isTyped)
    {
        var data = Data(record);
        switch (record.Type)
        {
            case DnsMessage.A when data.Length == 4:
            case DnsMessage.Aaaa when data.Length == 16:
                var address = V8.Str(_iso, IpAddress.FromBytes(data).ToString());
                return isTyped ? Make(("address", address), ("ttl", V8.Number(_iso, record.Ttl)), Typed(record.Type == DnsMessage.A ? "A" : "AAAA")) : address;
            case DnsMessage.Cname or DnsMessage.Ns or DnsMessage.Ptr:
                var name = Name(record.At);
                var kind = record.Type switch { DnsMessage.Cname => "CNAME", DnsMessage.Ns => "NS", _ => "PTR" };
                return name == 0 || !isTyped ? name : Make(("value", name), Typed(kind));
            case DnsMessage.Mx when data.Length > 2:
                return With(Name(record.At + 2), exchange => Make(("exchange", exchange), ("priority", Number(record.At)), Typed("MX")));
            case DnsMessage.Srv when data.Length > 6:
                return With(Name(record.At + 6), target => Make(
                    ("name", target), ("port", Number(record.At + 4)), ("priority", Number(record.At)), ("weight", Number(record.At + 2)), Typed("SRV")));
            case DnsMessage.Txt:
                return With(Texts(data), entries => isTyped ? Make(("entries", entries), Typed("TXT")) : entries);
            case DnsMessage.Soa:
                return StartOfAuthority(record, isTyped);
            case DnsMessage.Naptr when data.Length > 7:
                return Naptr(record, isTyped);
            case DnsMessage.Caa when data.Length > 2 && data.Length >= 2 + data[1]:
                var tag = Encoding.Latin1.GetString(data.Slice(2, data[1]));
                return Make(("critical", V8.Int(_iso, data[0])), Typed("CAA"), (tag, V8.Latin1(_iso, data[(2 + data[1])..])));
            case DnsMessage.Tlsa when data.Length > 3:
                return MakeTyped(
                    isTyped, "TLSA", ("certUsage", V8.Int(_iso, data[0])), ("selector", V8.Int(_iso, data[1])), ("match", V8.Int(_iso, data[2])),
                    ("data", V8.ArrayBuffer(_iso, data[3..])));
            default:
                return 0;
        }
    }

    private nint StartOfAuthority(DnsRecord record, bool isTyped)
    {
        var at = record.At;
        if (DnsMessage.ReadName(message, ref at) is not { } server || DnsMessage.ReadName(message, ref at) is not { } mailbox || at + 20 > record.At + record.Length)
            return 0;
        nint Long(int offset) => V8.Number(_iso, BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(at + offset)));
        return Make(
            ("nsname", V8.Str(_iso, server)), ("hostmaster", V8.Str(_iso, mailbox)), ("serial", Long(0)), ("refresh", Long(4)), ("retry", Long(8)),
            ("expire", Long(12)), ("minttl", Long(16)), TypedOrNot(isTyped, "SOA"));
    }

    private nint Naptr(DnsRecord record, bool isTyped)
    {
        var (at, end) = (record.At + 4, record.At + record.Length);
        var texts = new nint[3];
        for (var i = 0; i < texts.Length; i++)
        {
            if (at >= end || at + 1 + message[at] > end)
                return 0;
            texts[i] = V8.Latin1(_iso, message.AsSpan(at + 1, message[at]));
            at += 1 + message[at];
        }
        return With(Name(at), replacement => Make(
            ("flags", texts[0]), ("service", texts[1]), ("regexp", texts[2]), ("replacement", replacement), ("order", Number(record.At)),
            ("preference", Number(record.At + 2)), TypedOrNot(isTyped, "NAPTR")));
    }

    private nint Texts(ReadOnlySpan<byte> data)
    {
        List<nint> texts = [];
        for (var at = 0; at < data.Length; at += 1 + data[at])
        {
            if (at + 1 + data[at] > data.Length)
                return 0;
            texts.Add(V8.Utf8(_iso, data.Slice(at + 1, data[at])));
        }
        return V8.Array(_iso, [.. texts]);
    }

    private nint Name(int at) => DnsMessage.ReadName(message, ref at) is { } name ? V8.Str(_iso, name) : 0;

    private nint Number(int at) => V8.Int(_iso, BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at)));

    private static nint With(nint value, Func<nint, nint> make) => value == 0 ? 0 : make(value);

    private (string Name, nint Value) Typed(string type) => ("type", V8.Str(_iso, type));

    // As in Node, these have the property in any case.
    private (string Name, nint Value) TypedOrNot(bool isTyped, string type) => isTyped ? Typed(type) : ("type", V8.Undefined(_iso));

    private nint MakeTyped(bool isTyped, string type, params ReadOnlySpan<(string Name, nint Value)> properties) => isTyped ? Make([.. properties, Typed(type)]) : Make(properties);

    private nint Make(params ReadOnlySpan<(string Name, nint Value)> properties)
    {
        var made = V8Api.ObjectNew(_iso);
        foreach (var (name, value) in properties)
            V8.Set(_iso, realm.Context, made, name, value);
        return made;
    }
}
