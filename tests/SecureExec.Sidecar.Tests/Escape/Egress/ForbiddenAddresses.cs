namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>An address of each range that no guest may reach, in each spelling that leads there; and some that a guest may reach when its policy says so.</summary>
internal static class ForbiddenAddresses
{
    /// <summary>Text and the range's label. A mapped address is the one of its IPv4 address.</summary>
    internal static IReadOnlyList<(string Text, string Label)> All { get; } =
    [
        ("0.0.0.0", "unspecified"), ("0.0.0.1", "this-network"), ("10.1.2.3", "private"), ("100.64.0.1", "carrier-grade-nat"), ("127.0.0.1", "loopback"), ("127.9.9.9", "loopback"),
        ("168.63.129.16", "cloud-platform"), ("169.254.169.254", "link-local"), ("172.16.0.1", "private"), ("192.0.0.1", "protocol-assignments"), ("192.0.2.1", "documentation"),
        ("192.88.99.1", "6to4-relay"), ("192.168.0.1", "private"), ("198.18.0.1", "benchmarking"), ("198.51.100.1", "documentation"), ("203.0.113.1", "documentation"), ("240.0.0.1", "reserved"),
        ("::", "unspecified"), ("::1", "loopback"), ("::7f00:1", "ipv4-compatible"), ("::ffff:0:7f00:1", "ipv4-translated"), ("64:ff9b::7f00:1", "nat64"), ("64:ff9b:1::1", "nat64"),
        ("100::1", "discard"), ("2001::1", "teredo"), ("2001:2::1", "benchmarking"), ("2001:10::1", "orchid"), ("2001:20::1", "orchid"), ("2001:1ff::1", "protocol-assignments"),
        ("2001:db8::1", "documentation"), ("2002:7f00:1::1", "6to4"), ("3fff::1", "documentation"), ("2606:4700::5efe:7f00:1", "isatap"), ("fc00::1", "unique-local"),
        ("fd00:ec2::254", "unique-local"), ("fe80::1", "link-local"), ("fec0::1", "site-local"), ("1::1", "reserved"), ("4000::1", "reserved"), ("8000::1", "reserved"),
        ("::ffff:0.0.0.0", "unspecified"), ("::ffff:127.0.0.1", "loopback"), ("::ffff:10.1.2.3", "private"), ("::ffff:a9fe:a9fe", "link-local"),
    ];

    /// <summary>Groups, which only datagrams reach. Of IPv4: the loopback interface has no groups of IPv6.</summary>
    internal static IReadOnlyList<(string Text, string Label)> Groups { get; } = [("239.1.2.3", "multicast")];

    /// <summary>Addresses of the public internet, here given to the loopback interface.</summary>
    internal static IReadOnlyList<string> Public { get; } = ["93.184.215.14", "2606:2800:21f::1"];
}
