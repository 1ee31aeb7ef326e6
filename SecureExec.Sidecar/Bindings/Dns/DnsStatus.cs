using SecureExec.Abi;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Numbers and words for how asking for names went: libuv's for lookups, c-ares' for queries.</summary>
internal static class DnsStatus
{
    /// <summary>UV_EAI_NONAME.</summary>
    public const int NoName = -3008;

    private const int Again = -3001;

    // ares_strerror, from ARES_SUCCESS on.
    private static readonly string[] Texts =
    [
        "Successful completion",
        "DNS server returned answer with no data",
        "DNS server claims query was misformatted",
        "DNS server returned general failure",
        "Domain name not found",
        "DNS server does not implement requested operation",
        "DNS server refused query",
        "Misformatted DNS query",
        "Misformatted domain name",
        "Unsupported address family",
        "Misformatted DNS reply",
        "Could not contact DNS servers",
        "Timeout while contacting DNS servers",
        "End of file",
        "Error reading file",
        "Out of memory",
        "Channel is being destroyed",
        "Misformatted string",
        "Illegal flags specified",
        "Given hostname is not numeric",
        "Illegal hints flags specified",
        "c-ares library initialization not yet performed",
        "Error loading iphlpapi.dll",
        "Could not find GetNetworkParams function",
        "DNS query cancelled",
        "Invalid service name or number",
        "No DNS servers were configured",
    ];

    /// <summary>libuv's number for a lookup that failed; without a way to a name server the answer is to ask again, as where none is reachable.</summary>
    public static int OfLookup(Errno errno) => errno switch
    {
        Errno.ENOENT => NoName,
        Errno.EAGAIN or Errno.ENETUNREACH or Errno.ETIMEDOUT or Errno.ECONNREFUSED => Again,
        Errno.EINVAL => NoName,
        _ => Errors.ToUv(errno),
    };

    /// <summary>c-ares' word for a query that failed.</summary>
    public static string OfQuery(Errno errno) => errno switch
    {
        Errno.ETIMEDOUT => "ETIMEOUT",
        Errno.ENETUNREACH or Errno.ECONNREFUSED => "ECONNREFUSED",
        Errno.EINVAL => "EBADNAME",
        Errno.ENOENT => "ENOTFOUND",
        _ => errno.ToString(),
    };

    /// <summary>c-ares' text.</summary>
    public static string TextOf(int number) => number >= 0 && number < Texts.Length ? Texts[number] : "unknown";
}
