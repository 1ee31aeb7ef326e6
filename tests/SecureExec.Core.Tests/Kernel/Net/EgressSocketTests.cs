using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using static SecureExec.Core.Tests.Kernel.Net.NetKernel;

namespace SecureExec.Core.Tests.Kernel.Net;

/// <summary>Sockets whose other side is outside the machine.</summary>
public sealed class EgressSocketTests
{
    private static readonly IpEndpoint s_there = At("93.184.216.34", 80);

    [Fact]
    public void Connect_WithoutAWayOut_IsENETUNREACH()
    {
        using var k = new NetKernel();
        Assert.Equal(Errno.ENETUNREACH, k.Connect(s_there).Error);
        Assert.Equal(Errno.ENETUNREACH, k.Net.SendTo(k.Socket(SocketKind.Udp4), "x"u8, s_there).Error);
        Assert.Equal(Errno.ENETUNREACH, k.Net.Lookup("example.com", 0, _ => { }).Error);
        Assert.Equal(Errno.EINVAL, k.Net.Lookup(new string('a', 256), 0, _ => { }).Error);
    }

    [Fact]
    public void Connection_GoesThroughWithFlowControlBothWays()
    {
        var egress = new FakeEgress();
        using var k = new NetKernel(limits: l => l with { MaxSocketBufferBytes = 1024 }, egress: egress);
        (int fd, Errno errno) = k.Connect(s_there);
        Assert.Equal(Errno.EINPROGRESS, errno);
        int ready = 0;
        Assert.True(k.Sys.NotifyWritable(fd, () => ready++));
        FakeEgress.FakeStream stream = Assert.Single(egress.Streams);
        Assert.Equal((s_there, 1024), (stream.To, stream.Window));
        stream.Events.Connected(At("10.0.2.15", 40_000));
        Assert.Equal(1, ready);
        Assert.Equal(0, k.Net.GetOption(fd, SocketOption.Error).Value);
        Assert.Equal(s_there, k.Net.GetPeerName(fd).Value);
        Assert.Equal(At("10.0.2.15", 40_000), k.Net.GetSockName(fd).Value);

        stream.Room = 3;
        Assert.Equal(3, k.Send(fd, "hello").Value);
        Assert.Equal(Errno.EAGAIN, k.Send(fd, "lo").Error);
        Assert.True(k.Sys.NotifyWritable(fd, () => ready++));
        stream.Room = 100;
        stream.Events.Writable();
        Assert.Equal(2, ready);
        k.Send(fd, "lo");
        Assert.Equal("hello", stream.Written.ToString());

        Assert.True(k.Sys.NotifyReadable(fd, () => ready++));
        stream.Events.Received(new byte[1000]);
        Assert.Equal(3, ready);
        Assert.Equal(400, k.Sys.Read(fd, new byte[400], -1, wait: false).Value);
        Assert.Equal(1424, stream.Window);
        stream.Events.Ended();
        Assert.Equal(600, k.Sys.Read(fd, new byte[1000], -1, wait: false).Value);
        Assert.Equal("", k.Receive(fd));
        k.Net.Shutdown(fd, read: false, write: true);
        Assert.True(stream.WriteEnded);
        k.Sys.Close(fd);
        Assert.Equal("closed", stream.Closed);
    }

    [Fact]
    public void Connection_ThatFails_TellsWhy()
    {
        var egress = new FakeEgress();
        using var k = new NetKernel(egress: egress);
        (int fd, _) = k.Connect(s_there);
        egress.Streams[0].Events.Failed(Errno.ETIMEDOUT, null);
        Assert.Equal((int)Errno.ETIMEDOUT, k.Net.GetOption(fd, SocketOption.Error).Value);
        Assert.Equal(0, k.Kernel.Kernel.Net.Connections.Used);
        (int broken, _) = k.Connect(s_there);
        egress.Streams[1].Events.Connected(At("10.0.2.15", 40_000));
        egress.Streams[1].Events.Received("x"u8);
        egress.Streams[1].Events.Failed(Errno.ECONNRESET, null);
        Assert.Equal("x", k.Receive(broken));
        Assert.Equal("ECONNRESET", k.Receive(broken));
        Assert.Equal("", k.Receive(broken));
        Assert.Equal(Errno.EPIPE, k.Send(broken, "x").Error);
    }

    [Fact]
    public void Connection_ClosedBeforeItStands_IsTakenBack()
    {
        var egress = new FakeEgress();
        using var k = new NetKernel(egress: egress);
        (int fd, _) = k.Connect(s_there);
        k.Sys.Close(fd);
        Assert.Equal("closed", egress.Streams[0].Closed);
        egress.Streams[0].Events.Connected(At("10.0.2.15", 1));
        egress.Streams[0].Events.Received("x"u8);
        Assert.Equal(0, k.Kernel.Kernel.Net.Connections.Used);
    }

    [Fact]
    public void Connection_ThatSendsMoreThanItsWindow_IsBroken()
    {
        var egress = new FakeEgress();
        using var k = new NetKernel(limits: l => l with { MaxSocketBufferBytes = 1024 }, egress: egress);
        (int fd, _) = k.Connect(s_there);
        egress.Streams[0].Events.Connected(At("10.0.2.15", 1));
        egress.Streams[0].Events.Received(new byte[1025]);
        Assert.Equal("ENOBUFS", k.Receive(fd));
    }

    [Fact]
    public void MaxConnections_BindsTheOutsideToo()
    {
        var egress = new FakeEgress();
        using var k = new NetKernel(limits: l => l with { MaxConnections = 1 }, egress: egress);
        Assert.Equal(Errno.EINPROGRESS, k.Connect(s_there).Error);
        Assert.Equal(Errno.EAGAIN, k.Connect(s_there).Error);
    }

    [Fact]
    public void Datagrams_GoOutAndAnswersComeBack()
    {
        var egress = new FakeEgress();
        using var k = new NetKernel(egress: egress);
        int fd = k.Socket(SocketKind.Udp4);
        Assert.Equal(4, k.Net.SendTo(fd, "ping"u8, s_there).Value);
        Assert.Equal(4, k.Net.SendTo(fd, "ping"u8, s_there).Value);
        FakeEgress.FakeDatagrams datagrams = Assert.Single(egress.Datagrams);
        Assert.Equal(["93.184.216.34:80 ping", "93.184.216.34:80 ping"], datagrams.Sent);
        datagrams.Events.Received(s_there, "pong"u8);
        var buffer = new byte[10];
        Assert.Equal(new ReceivedDatagram(4, s_there, false), k.Net.ReceiveFrom(fd, buffer).Value);
        k.Sys.Close(fd);
        Assert.True(datagrams.IsClosed);
    }

    [Fact]
    public void Names_ThatWereResolved_CountInThePolicy()
    {
        var egress = new FakeEgress();
        egress.Hosts["Example.com"] = [s_there.Address];
        PermissionPolicy policy = PermissionPolicy.Default with
        {
            Network = new ScopePolicy(PermissionMode.Deny, [new PermissionRule(PermissionMode.Allow, ["dns", "http"], ["dns://example.com", "tcp://example.com:80"])]),
        };
        using var k = new NetKernel(policy, l => l with { MaxResolvedNames = 2 }, egress);
        Assert.Equal(Errno.EACCES, k.Connect(s_there).Error);
        IReadOnlyList<IpAddress>? found = null;
        Assert.True(k.Net.Lookup("Example.com", 0, answer => found = answer.Value).Ok);
        Assert.Equal([s_there.Address], found!);
        Assert.Equal(Errno.EINPROGRESS, k.Connect(s_there).Error);
        Assert.Equal(Errno.EACCES, k.Connect(s_there with { Port = 81 }).Error);
        k.Kernel.Kernel.Net.Names.Add("a", [At("1.1.1.1", 0).Address]);
        k.Kernel.Kernel.Net.Names.Add("b", [At("1.1.1.1", 0).Address]);
        Assert.Equal(Errno.EACCES, k.Connect(s_there).Error);
        Assert.Equal(["a", "b"], k.Kernel.Kernel.Net.Names.Of(At("1.1.1.1", 0).Address).Order());
    }

    [Fact]
    public void Query_GivesTheAnswerAsItCame()
    {
        using var k = new NetKernel(egress: new FakeEgress());
        byte[] answer = [];
        Assert.True(k.Net.QueryDns("example.com", 15, a => answer = a.Value.ToArray()).Ok);
        Assert.Equal("example.com/15"u8, answer);
    }
}
