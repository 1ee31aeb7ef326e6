using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>
/// Tells the addresses of the public internet from all others. Not public is what IANA's registries of special-purpose addresses list, what is outside
/// IPv6's global unicast (<c>2000::/3</c>), and every form that carries an IPv4 address inside an IPv6 one and so leads where its
/// text does not say. A mapped address is judged, and connected to, as the IPv4 address it is; the other forms are refused as such.
/// </summary>
internal static class AddressRanges
{
    /// <summary>Bits 32 to 63 of an ISATAP address (RFC 5214), whatever its prefix; the universal bit may be set.</summary>
    private static readonly UInt128 s_isatapMask = (UInt128)0xFDFF_FFFF << 32;

    private static readonly AddressRange s_isatap = new("isatap", "::5efe:0:0/96 under any prefix", (UInt128)0x5EFE << 32, s_isatapMask, IsV6: true);

    /// <summary>In the order of asking: the narrower before the wider.</summary>
    internal static IReadOnlyList<AddressRange> All { get; } =
    [
        AddressRange.Of("unspecified", "0.0.0.0/32"),
        AddressRange.Of("this-network", "0.0.0.0/8"),
        AddressRange.Of("private", "10.0.0.0/8"),
        AddressRange.Of("carrier-grade-nat", "100.64.0.0/10"),
        AddressRange.Of(AddressRange.Loopback, "127.0.0.0/8"),
        // Azure's platform answers there with secrets of the machine; the range itself is public.
        AddressRange.Of("cloud-platform", "168.63.129.16/32"),
        AddressRange.Of("link-local", "169.254.0.0/16"),
        AddressRange.Of("private", "172.16.0.0/12"),
        AddressRange.Of("protocol-assignments", "192.0.0.0/24"),
        AddressRange.Of("documentation", "192.0.2.0/24"),
        AddressRange.Of("6to4-relay", "192.88.99.0/24"),
        AddressRange.Of("private", "192.168.0.0/16"),
        AddressRange.Of("benchmarking", "198.18.0.0/15"),
        AddressRange.Of("documentation", "198.51.100.0/24"),
        AddressRange.Of("documentation", "203.0.113.0/24"),
        AddressRange.Of("multicast", "224.0.0.0/4"),
        AddressRange.Of("broadcast", "255.255.255.255/32"),
        AddressRange.Of("reserved", "240.0.0.0/4"),

        AddressRange.Of("unspecified", "::/128"),
        AddressRange.Of(AddressRange.Loopback, "::1/128"),
        AddressRange.Of("ipv4-compatible", "::/96"),
        AddressRange.Of("ipv4-translated", "::ffff:0:0:0/96"),
        AddressRange.Of("nat64", "64:ff9b::/96"),
        AddressRange.Of("nat64", "64:ff9b:1::/48"),
        AddressRange.Of("discard", "100::/64"),
        AddressRange.Of("teredo", "2001::/32"),
        AddressRange.Of("benchmarking", "2001:2::/48"),
        AddressRange.Of("orchid", "2001:10::/28"),
        AddressRange.Of("orchid", "2001:20::/28"),
        AddressRange.Of("protocol-assignments", "2001::/23"),
        AddressRange.Of("documentation", "2001:db8::/32"),
        AddressRange.Of("6to4", "2002::/16"),
        AddressRange.Of("documentation", "3fff::/20"),
        s_isatap,
        AddressRange.Of("unique-local", "fc00::/7"),
        AddressRange.Of("link-local", "fe80::/10"),
        AddressRange.Of("site-local", "fec0::/10"),
        AddressRange.Of("multicast", "ff00::/8"),
        AddressRange.Of("reserved", "::/3"),
        AddressRange.Of("reserved", "4000::/2"),
        AddressRange.Of("reserved", "8000::/1"),
    ];

    /// <summary>The range that keeps the guest from the address; null for an address of the public internet.</summary>
    internal static AddressRange? Find(IpAddress address)
    {
        IpAddress judged = address.Unmapped;
        foreach (AddressRange range in All)
        {
            if (range.Contains(judged)) return range;
        }
        return null;
    }
}
