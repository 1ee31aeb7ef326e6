using System.Net;
using SecureExec.Broker.Egress;
using SecureExec.Kernel.Net;

namespace SecureExec.Core.Tests.Broker.Egress;

public sealed class AddressRangesTests
{
    /// <summary>First and last address of each range, and single addresses that are known for what answers there.</summary>
    public static TheoryData<string, string> Restricted => new()
    {
        { "0.0.0.0", "unspecified 0.0.0.0/32" },
        { "0.0.0.1", "this-network 0.0.0.0/8" },
        { "0.255.255.255", "this-network 0.0.0.0/8" },
        { "10.0.0.0", "private 10.0.0.0/8" },
        { "10.255.255.255", "private 10.0.0.0/8" },
        { "100.64.0.0", "carrier-grade-nat 100.64.0.0/10" },
        { "100.127.255.255", "carrier-grade-nat 100.64.0.0/10" },
        { "100.100.100.200", "carrier-grade-nat 100.64.0.0/10" },
        { "127.0.0.1", "loopback 127.0.0.0/8" },
        { "127.255.255.255", "loopback 127.0.0.0/8" },
        { "168.63.129.16", "cloud-platform 168.63.129.16/32" },
        { "169.254.0.0", "link-local 169.254.0.0/16" },
        { "169.254.169.254", "link-local 169.254.0.0/16" },
        { "169.254.255.255", "link-local 169.254.0.0/16" },
        { "172.16.0.0", "private 172.16.0.0/12" },
        { "172.31.255.255", "private 172.16.0.0/12" },
        { "192.0.0.0", "protocol-assignments 192.0.0.0/24" },
        { "192.0.0.192", "protocol-assignments 192.0.0.0/24" },
        { "192.0.0.255", "protocol-assignments 192.0.0.0/24" },
        { "192.0.2.1", "documentation 192.0.2.0/24" },
        { "192.88.99.1", "6to4-relay 192.88.99.0/24" },
        { "192.168.0.0", "private 192.168.0.0/16" },
        { "192.168.255.255", "private 192.168.0.0/16" },
        { "198.18.0.0", "benchmarking 198.18.0.0/15" },
        { "198.19.255.255", "benchmarking 198.18.0.0/15" },
        { "198.51.100.7", "documentation 198.51.100.0/24" },
        { "203.0.113.7", "documentation 203.0.113.0/24" },
        { "224.0.0.0", "multicast 224.0.0.0/4" },
        { "239.255.255.255", "multicast 224.0.0.0/4" },
        { "240.0.0.0", "reserved 240.0.0.0/4" },
        { "255.255.255.254", "reserved 240.0.0.0/4" },
        { "255.255.255.255", "broadcast 255.255.255.255/32" },
        { "::", "unspecified ::/128" },
        { "::1", "loopback ::1/128" },
        { "0:0:0:0:0:0:0:1", "loopback ::1/128" },
        { "::2", "ipv4-compatible ::/96" },
        { "::127.0.0.1", "ipv4-compatible ::/96" },
        { "::8.8.8.8", "ipv4-compatible ::/96" },
        { "::ffff:127.0.0.1", "loopback 127.0.0.0/8" },
        { "::ffff:7f00:1", "loopback 127.0.0.0/8" },
        { "0:0:0:0:0:ffff:a9fe:a9fe", "link-local 169.254.0.0/16" },
        { "::ffff:10.1.2.3", "private 10.0.0.0/8" },
        { "::ffff:0.0.0.0", "unspecified 0.0.0.0/32" },
        { "::ffff:0:127.0.0.1", "ipv4-translated ::ffff:0:0:0/96" },
        { "::ffff:0:8.8.8.8", "ipv4-translated ::ffff:0:0:0/96" },
        { "64:ff9b::127.0.0.1", "nat64 64:ff9b::/96" },
        { "64:ff9b::8.8.8.8", "nat64 64:ff9b::/96" },
        { "64:ff9b:1::a00:1", "nat64 64:ff9b:1::/48" },
        { "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "nat64 64:ff9b:1::/48" },
        { "100::1", "discard 100::/64" },
        { "2001::1", "teredo 2001::/32" },
        { "2001:0:4136:e378:8000:63bf:80ff:fffe", "teredo 2001::/32" },
        { "2001:2::1", "benchmarking 2001:2::/48" },
        { "2001:10::1", "orchid 2001:10::/28" },
        { "2001:2f:ffff::1", "orchid 2001:20::/28" },
        { "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "protocol-assignments 2001::/23" },
        { "2001:db8::1", "documentation 2001:db8::/32" },
        { "2002::1", "6to4 2002::/16" },
        { "2002:7f00:1::1", "6to4 2002::/16" },
        { "2002:808:808::1", "6to4 2002::/16" },
        { "3fff::1", "documentation 3fff::/20" },
        { "2606:4700::5efe:10.0.0.1", "isatap ::5efe:0:0/96 under any prefix" },
        { "2606:4700:0:0:200:5efe:7f00:1", "isatap ::5efe:0:0/96 under any prefix" },
        { "fe80::5efe:127.0.0.1", "isatap ::5efe:0:0/96 under any prefix" },
        { "fc00::1", "unique-local fc00::/7" },
        { "fd00:ec2::254", "unique-local fc00::/7" },
        { "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "unique-local fc00::/7" },
        { "fe80::1", "link-local fe80::/10" },
        { "febf:ffff::1", "link-local fe80::/10" },
        { "fec0::1", "site-local fec0::/10" },
        { "ff02::1", "multicast ff00::/8" },
        { "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "multicast ff00::/8" },
        { "1fff:ffff::1", "reserved ::/3" },
        { "4000::1", "reserved 4000::/2" },
        { "5f00::1", "reserved 4000::/2" },
        { "f000::1", "reserved 8000::/1" },
    };

    public static TheoryData<string> Public =>
    [
        "1.0.0.0", "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
        "::ffff:8.8.8.8", "::ffff:101:101", "2000::1", "2001:200::1", "2001:4860:4860::8888", "2001:db7::1", "2001:db9::1", "2003::1",
        "2606:4700:4700::1111", "2a00:1450:4001::1", "3ffe::1", "3fff:1000::1",
    ];

    [Theory]
    [MemberData(nameof(Restricted))]
    public void Find_AddressThatIsNotPublic_NamesItsRange(string text, string range)
    {
        AddressRange? found = AddressRanges.Find(Address(text));
        Assert.Equal(range, found is null ? null : $"{found.Label} {found.Text}");
    }

    [Theory]
    [MemberData(nameof(Public))]
    public void Find_PublicAddress_IsNull(string text) => Assert.Null(AddressRanges.Find(Address(text)));

    [Fact]
    public void Find_RandomIPv4_AgreesWithTheNetworksOfTheBaseLibrary()
    {
        IPNetwork[] networks = [.. AddressRanges.All.Where(range => !range.IsV6).Select(range => IPNetwork.Parse(range.Text))];
        var random = new Random(4);
        int restricted = 0;
        for (int i = 0; i < 200_000; i++)
        {
            uint bits = (uint)random.NextInt64(1L << 32);
            bool expected = networks.Any(network => network.Contains(new IPAddress(IpAddress.FromV4(bits).ToBytes())));
            Assert.Equal(expected, AddressRanges.Find(IpAddress.FromV4(bits)) is not null);
            restricted += expected ? 1 : 0;
        }
        Assert.InRange(restricted, 1_000, 199_000);
    }

    [Fact]
    public void Find_AnyIPv4InsideIPv6_NeverOpensMoreThanTheIPv4Does()
    {
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++)
        {
            uint v4 = (uint)random.NextInt64(1L << 32);
            UInt128 prefix = (UInt128)0x2606_4700 << 96 | (UInt128)(ulong)random.NextInt64() << 64;
            Assert.Equal(AddressRanges.Find(IpAddress.FromV4(v4)), AddressRanges.Find(new IpAddress(((UInt128)0xFFFF << 32) | v4, true)));
            Assert.NotNull(AddressRanges.Find(new IpAddress(v4, true)));
            Assert.NotNull(AddressRanges.Find(new IpAddress(((UInt128)0xFFFF << 48) | v4, true)));
            Assert.NotNull(AddressRanges.Find(new IpAddress(((UInt128)0x64_FF9B << 96) | v4, true)));
            Assert.NotNull(AddressRanges.Find(new IpAddress(((UInt128)0x2002 << 112) | ((UInt128)v4 << 80) | 1, true)));
            Assert.NotNull(AddressRanges.Find(new IpAddress(((UInt128)0x2001_0000 << 96) | ~v4, true)));
            Assert.NotNull(AddressRanges.Find(new IpAddress(prefix | ((UInt128)0x5EFE << 32) | v4, true)));
            Assert.NotNull(AddressRanges.Find(new IpAddress(prefix | ((UInt128)0x0200_5EFE << 32) | v4, true)));
        }
    }

    [Fact]
    public void Find_AnyIPv6OutsideGlobalUnicast_IsRestrictedUnlessMapped()
    {
        var random = new Random(6);
        var bytes = new byte[16];
        for (int i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            IpAddress address = IpAddress.FromBytes(bytes);
            if (bytes[0] >> 5 != 1) Assert.NotNull(AddressRanges.Find(address));
        }
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
