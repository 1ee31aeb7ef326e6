using SecureExec.Broker.Egress;

namespace SecureExec.Core.Tests.Broker.Egress;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("EXAMPLE.Com.", "example.com")]
    [InlineData("localhost", "localhost")]
    [InlineData("_dmarc.example.com", "_dmarc.example.com")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("1.example", "1.example")]
    [InlineData("0xg", "0xg")]
    public void Normalize_Name_IsInOneForm(string text, string expected) => Assert.Equal(expected, HostName.Normalize(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0X7F.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.0.0.1.")]
    [InlineData("foo.0x")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a:80")]
    [InlineData("a\0.example.com")]
    [InlineData("a\n.example.com")]
    [InlineData("bücher.example")]
    [InlineData("１２７.0.0.1")]
    [InlineData("example。com")]
    public void Normalize_WhatIsNoName_IsNull(string text) => Assert.Null(HostName.Normalize(text));

    [Fact]
    public void Normalize_TooLong_IsNull()
    {
        Assert.Null(HostName.Normalize(new string('a', 64) + ".example"));
        Assert.NotNull(HostName.Normalize(new string('a', 63) + ".example"));
        Assert.Null(HostName.Normalize(string.Join('.', Enumerable.Repeat(new string('a', 50), 6))));
    }
}
