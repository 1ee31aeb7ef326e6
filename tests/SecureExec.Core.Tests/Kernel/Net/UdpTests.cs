using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using static SecureExec.Core.Tests.Kernel.Net.NetKernel;

namespace SecureExec.Core.Tests.Kernel.Net;

/// <summary>UDP on the loopback interface, as Linux has it.</summary>
public sealed class UdpTests
{
    [Fact]
    public void Datagrams_KeepTheirBoundsAndSender()
    {
        using var k = new NetKernel();
        int receiver = Bound(k, "127.0.0.1", 5000);
        int sender = k.Socket(SocketKind.Udp4);
        Assert.Equal(3, Send(k, sender, "one", "127.0.0.1", 5000).Value);
        Send(k, sender, "", "127.0.0.1", 5000);
        Send(k, sender, "three", "127.0.0.1", 5000);
        Assert.Equal("one", Receive(k, receiver, out ReceivedDatagram first));
        Assert.Equal(At("127.0.0.1", k.Net.GetSockName(sender).Value.Port), first.From);
        Assert.Equal("", Receive(k, receiver, out _));
        Assert.Equal("thr", Receive(k, receiver, out ReceivedDatagram third, 3));
        Assert.True(third.IsTruncated);
        Assert.Equal("EAGAIN", Receive(k, receiver, out _));
    }

    [Fact]
    public void Readiness_IsToldWhenADatagramComes()
    {
        using var k = new NetKernel();
        int receiver = Bound(k, "127.0.0.1", 5000);
        int told = 0;
        Assert.True(k.Sys.NotifyReadable(receiver, () => told++));
        Send(k, k.Socket(SocketKind.Udp4), "x", "127.0.0.1", 5000);
        Assert.Equal(1, told);
        Assert.False(k.Sys.NotifyReadable(receiver, () => told++));
    }

    [Fact]
    public void Connected_TakesFromItsPeerOnly_AndHearsOfRefusal()
    {
        using var k = new NetKernel();
        int one = Bound(k, "127.0.0.1", 5000);
        int two = Bound(k, "127.0.0.1", 5001);
        int three = Bound(k, "127.0.0.1", 5002);
        Assert.True(k.Net.Connect(one, At("127.0.0.1", 5001)).Ok);
        Send(k, three, "no", "127.0.0.1", 5000);
        Send(k, two, "yes", "127.0.0.1", 5000);
        Assert.Equal("yes", Receive(k, one, out _));
        Assert.Equal(2, k.Net.SendTo(one, "hi"u8, null).Value);
        Assert.Equal("hi", Receive(k, two, out _));
        k.Sys.Close(two);
        Assert.Equal(2, k.Net.SendTo(one, "hi"u8, null).Value);
        Assert.Equal("ECONNREFUSED", Receive(k, one, out _));
        Assert.True(k.Net.Disconnect(one).Ok);
        Assert.Equal(Errno.ENOTCONN, k.Net.Disconnect(one).Error);
        Assert.Equal(Errno.ENOTCONN, k.Net.GetPeerName(one).Error);
        Assert.Equal(Errno.EDESTADDRREQ, k.Net.SendTo(one, "hi"u8, null).Error);
    }

    [Fact]
    public void Buffer_Full_LosesWhatComes()
    {
        using var k = new NetKernel(limits: l => l with { MaxSocketBufferBytes = 2048 });
        int receiver = Bound(k, "127.0.0.1", 5000);
        int sender = k.Socket(SocketKind.Udp4);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1, Send(k, sender, "x", "127.0.0.1", 5000).Value);
        }

        int received = 0;
        while (Receive(k, receiver, out _) == "x")
        {
            received++;
        }

        Assert.Equal(2048 / 257, received);
        Assert.Equal(Errno.EMSGSIZE, k.Net.SendTo(sender, new byte[65_508], At("127.0.0.1", 5000)).Error);
    }

    [Fact]
    public void Ports_AreSharedWithReuseAddressOnly_AndTheLastOneGetsIt()
    {
        using var k = new NetKernel();
        int first = Bound(k, "127.0.0.1", 5000);
        int refused = k.Socket(SocketKind.Udp4);
        Assert.Equal(Errno.EADDRINUSE, k.Net.Bind(refused, At("0.0.0.0", 5000)).Error);
        k.Sys.Close(first);
        int a = Bound(k, "127.0.0.1", 5000, reuse: true);
        int b = Bound(k, "127.0.0.1", 5000, reuse: true);
        Send(k, refused, "x", "127.0.0.1", 5000);
        Assert.Equal("x", Receive(k, b, out _));
        Assert.Equal("EAGAIN", Receive(k, a, out _));
    }

    [Fact]
    public void DualStack_AnIPv6SocketSeesIPv4AsMapped()
    {
        using var k = new NetKernel();
        int receiver = Bound(k, "::", 5000);
        Send(k, k.Socket(SocketKind.Udp4), "four", "127.0.0.1", 5000);
        Assert.Equal("four", Receive(k, receiver, out ReceivedDatagram received));
        Assert.Equal("::ffff:127.0.0.1", received.From.Address.ToString());
        int six = k.Socket(SocketKind.Udp6);
        Send(k, six, "six", "::1", 5000);
        Assert.Equal("six", Receive(k, receiver, out received));
        Assert.Equal("::1", received.From.Address.ToString());
        Assert.Equal(Errno.EAFNOSUPPORT, Send(k, six, "x", "127.0.0.1", 5000).Error);
    }

    [Fact]
    public void Groups_ReachTheirMembers()
    {
        using var k = new NetKernel();
        int member = Bound(k, "0.0.0.0", 5000, reuse: true);
        int other = Bound(k, "0.0.0.0", 5000, reuse: true);
        int picky = Bound(k, "0.0.0.0", 5000, reuse: true);
        IpAddress group = At("224.0.0.114", 0).Address;
        Assert.True(Join(k, member, group).Ok);
        Assert.Equal(Errno.EADDRINUSE, Join(k, member, group).Error);
        Assert.True(k.Net.SetMembership(picky, group, At("127.0.0.9", 0).Address, null, join: true).Ok);
        int sender = k.Socket(SocketKind.Udp4);
        Send(k, sender, "all", "224.0.0.114", 5000);
        Assert.Equal("all", Receive(k, member, out _));
        Assert.Equal("EAGAIN", Receive(k, other, out _));
        Assert.Equal("EAGAIN", Receive(k, picky, out _));
        k.Net.SetOption(sender, SocketOption.MulticastLoop, 0);
        Send(k, sender, "nobody", "224.0.0.114", 5000);
        Assert.Equal("EAGAIN", Receive(k, member, out _));
        Assert.True(k.Net.SetMembership(member, group, null, null, join: false).Ok);
        Assert.Equal(Errno.EADDRNOTAVAIL, k.Net.SetMembership(member, group, null, null, join: false).Error);
        Assert.Equal(Errno.EINVAL, Join(k, member, At("10.0.0.1", 0).Address).Error);
        Assert.Equal(Errno.ENODEV, k.Net.SetMembership(member, group, null, At("10.0.0.1", 0).Address, join: true).Error);
        for (uint i = 0; i < UdpSocket.MaxMemberships; i++)
        {
            Assert.True(Join(k, member, IpAddress.FromV4(0xE0000200 + i)).Ok);
        }

        Assert.Equal(Errno.ENOBUFS, Join(k, member, IpAddress.FromV4(0xE0000300)).Error);
    }

    [Fact]
    public void Broadcast_NeedsItsOption()
    {
        using var k = new NetKernel();
        int sender = k.Socket(SocketKind.Udp4);
        Assert.Equal(Errno.EACCES, Send(k, sender, "x", "255.255.255.255", 5000).Error);
        k.Net.SetOption(sender, SocketOption.Broadcast, 1);
        Assert.Equal(Errno.ENETUNREACH, Send(k, sender, "x", "255.255.255.255", 5000).Error);
        Assert.Equal(Errno.EINVAL, Send(k, sender, "x", "127.0.0.1", 0).Error);
        Assert.Equal(Errno.EADDRNOTAVAIL, k.Net.Bind(k.Socket(SocketKind.Udp4), At("10.0.0.1", 0)).Error);
        Assert.Equal(Errno.EOPNOTSUPP, k.Net.Listen(sender, 1).Error);
        Assert.Equal(Errno.EOPNOTSUPP, k.Net.SendTo(k.Socket(), "x"u8, At("127.0.0.1", 1)).Error);
    }

    private static int Bound(NetKernel k, string address, int port, bool reuse = false)
    {
        int fd = k.Socket(address.Contains(':', StringComparison.Ordinal) ? SocketKind.Udp6 : SocketKind.Udp4);
        k.Net.SetOption(fd, SocketOption.ReuseAddress, reuse ? 1 : 0);
        Assert.Equal(Errno.Success, k.Net.Bind(fd, At(address, port)).Error);
        return fd;
    }

    private static SysResult<Unit> Join(NetKernel k, int fd, IpAddress group) => k.Net.SetMembership(fd, group, null, null, join: true);

    private static SysResult<int> Send(NetKernel k, int fd, string text, string address, int port) =>
        k.Net.SendTo(fd, Encoding.UTF8.GetBytes(text), At(address, port));

    private static string Receive(NetKernel k, int fd, out ReceivedDatagram received, int length = 100)
    {
        var buffer = new byte[length];
        SysResult<ReceivedDatagram> result = k.Net.ReceiveFrom(fd, buffer);
        received = result.Ok ? result.Value : default;
        return result.Ok ? Encoding.UTF8.GetString(buffer, 0, received.Length) : result.Error.ToString();
    }
}
