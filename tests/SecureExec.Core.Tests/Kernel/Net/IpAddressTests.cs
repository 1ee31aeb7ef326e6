using SecureExec.Kernel.Net;

namespace SecureExec.Core.Tests.Kernel.Net;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("0:0:0:0:0:0:0:1", "::1")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("1:0:0:2:0:0:0:3", "1:0:0:2::3")]
    [InlineData("1:0:0:2:3:0:0:4", "1::2:3:0:0:4")]
    [InlineData("fe80::", "fe80::")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("::ffff:1.2.3.4", "::ffff:1.2.3.4")]
    [InlineData("::ffff:102:304", "::ffff:1.2.3.4")]
    [InlineData("::1.2.3.4", "::1.2.3.4")]
    [InlineData("64:ff9b::1.2.3.4", "64:ff9b::102:304")]
    public void Text_GoesThereAndBackAsInLibc(string text, string canonical)
    {
        Assert.True(IpAddress.TryParse(text, out IpAddress address));
        Assert.Equal(canonical, address.ToString());
        Assert.Equal(address, IpAddress.FromBytes(address.ToBytes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("0x7f.0.0.1")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData(":1")]
    [InlineData("1:")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::1%lo")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("::1.2.3")]
    public void TryParse_WhatIsNoAddress_IsFalse(string text) => Assert.False(IpAddress.TryParse(text, out _));

    [Fact]
    public void Kinds_AreSeenThroughTheMappedForm()
    {
        Assert.True(Parse("::ffff:127.3.2.1").IsLoopback);
        Assert.True(Parse("::1").IsLoopback);
        Assert.False(Parse("128.0.0.1").IsLoopback);
        Assert.False(Parse("::2").IsLoopback);
        Assert.True(Parse("::ffff:224.0.0.1").IsMulticast);
        Assert.True(Parse("ff02::1").IsMulticast);
        Assert.False(Parse("223.255.255.255").IsMulticast);
        Assert.True(Parse("255.255.255.255").IsBroadcast);
        Assert.Equal(Parse("1.2.3.4"), Parse("::ffff:1.2.3.4").Unmapped);
        Assert.Equal(Parse("::ffff:1.2.3.4"), Parse("1.2.3.4").Mapped);
        Assert.Equal(Parse("::1"), Parse("::1").Mapped);
    }

    private static IpAddress Parse(string text)
    {
        Assert.True(IpAddress.TryParse(text, out IpAddress address));
        return address;
    }
}
