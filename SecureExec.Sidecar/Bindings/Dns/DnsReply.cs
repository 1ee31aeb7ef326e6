using SecureExec.Kernel.Net;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A server's reply as c-ares tells it.</summary>
internal static class DnsReply
{
    /// <summary>c-ares' word for what went wrong, or null and the records of the answer section.</summary>
    public static string? Read(ReadOnlySpan<byte> message, out List<DnsRecord> records)
    {
        records = [];
        var reader = new DnsRecordReader(message, answersOnly: true);
        if (reader.IsBroken)
            return "EBADRESP";
        if (DnsMessage.ResponseCode(message) is not 0 and var code)
            return code switch { 1 => "EFORMERR", 2 => "ESERVFAIL", 3 => "ENOTFOUND", 4 => "ENOTIMP", 5 => "EREFUSED", _ => "ESERVFAIL" };
        while (reader.TryRead(out var record))
            records.Add(record);
        return reader.IsBroken ? "EBADRESP" : records.Count == 0 ? "ENODATA" : null;
    }
}
