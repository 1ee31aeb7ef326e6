using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using static SecureExec.Core.Tests.Kernel.Net.NetKernel;

namespace SecureExec.Core.Tests.Kernel.Net;

/// <summary>TCP on the loopback interface, as Linux has it.</summary>
public sealed class TcpTests
{
    [Fact]
    public void Connection_CarriesBytesBothWays_AndTellsItsNames()
    {
        using var k = new NetKernel();
        (int listener, IpEndpoint name) = k.Listen();
        Assert.InRange(name.Port, PortTable.FirstEphemeral, PortTable.LastEphemeral);
        Assert.Equal(Errno.EAGAIN, k.Net.Accept(listener).Error);
        (int client, Errno errno) = k.Connect(name);
        Assert.Equal(Errno.Success, errno);
        int server = k.Net.Accept(listener).Value;
        Assert.Equal(name, k.Net.GetPeerName(client).Value);
        Assert.Equal(name, k.Net.GetSockName(server).Value);
        Assert.Equal(k.Net.GetSockName(client).Value, k.Net.GetPeerName(server).Value);
        Assert.Equal("127.0.0.1", k.Net.GetSockName(client).Value.Address.ToString());
        Assert.Equal("EAGAIN", k.Receive(server));
        Assert.Equal(5, k.Send(client, "hello").Value);
        Assert.Equal("hel", k.Receive(server, 3));
        Assert.Equal("lo", k.Receive(server));
        k.Send(server, "back");
        Assert.Equal("back", k.Receive(client));
        Assert.Equal(Errno.EISCONN, k.Net.Connect(client, name).Error);
    }

    [Fact]
    public void Connect_WhereNobodyListens_IsECONNREFUSED()
    {
        using var k = new NetKernel();
        Assert.Equal(Errno.ECONNREFUSED, k.Connect(At("127.0.0.1", 1)).Error);
        int bound = k.Socket();
        k.Net.Bind(bound, At("127.0.0.1", 5000));
        Assert.Equal(Errno.ECONNREFUSED, k.Connect(At("127.0.0.1", 5000)).Error);
        Assert.Equal(Errno.ENOTCONN, k.Sys.Write(bound, "x"u8, -1).Error);
        Assert.Equal(Errno.ENOTCONN, k.Net.GetPeerName(bound).Error);
        Assert.Equal(Errno.ENOTSOCK, k.Net.Listen(0, 1).Error);
        Assert.Equal(Errno.EBADF, k.Net.Listen(77, 1).Error);
    }

    [Fact]
    public void HalfClose_EndsOneDirectionOnly()
    {
        using var k = new NetKernel();
        (int client, int server) = k.Pair();
        k.Send(client, "last");
        Assert.True(k.Net.Shutdown(client, read: false, write: true).Ok);
        Assert.Equal(Errno.EPIPE, k.Send(client, "x").Error);
        Assert.Equal("last", k.Receive(server));
        Assert.Equal("", k.Receive(server));
        k.Send(server, "still");
        Assert.Equal("still", k.Receive(client));
        k.Sys.Close(server);
        Assert.Equal("", k.Receive(client));
    }

    [Fact]
    public void Close_WithUnreadData_ResetsTheOtherSide()
    {
        using var k = new NetKernel();
        (int client, int server) = k.Pair();
        k.Send(server, "before");
        k.Send(client, "never read");
        k.Sys.Close(server);
        Assert.Equal("before", k.Receive(client));
        Assert.Equal("ECONNRESET", k.Receive(client));
        Assert.Equal("", k.Receive(client));
        Assert.Equal(Errno.EPIPE, k.Send(client, "x").Error);
    }

    [Fact]
    public void Close_WithResetOnClose_ResetsTheOtherSide()
    {
        using var k = new NetKernel();
        (int client, int server) = k.Pair();
        k.Net.SetOption(server, SocketOption.ResetOnClose, 1);
        k.Sys.Close(server);
        Assert.Equal((int)Errno.ECONNRESET, k.Net.GetOption(client, SocketOption.Error).Value);
        Assert.Equal(0, k.Net.GetOption(client, SocketOption.Error).Value);
    }

    [Fact]
    public void Write_AfterThePeerClosed_IsTakenOnceAndThenEPIPE()
    {
        using var k = new NetKernel();
        (int client, int server) = k.Pair();
        k.Sys.Close(server);
        Assert.Equal("", k.Receive(client));
        Assert.Equal(ResourceLimits.Default.MaxSocketBufferBytes, k.Sys.Write(client, new byte[1 << 20], -1).Value);
        Assert.False(k.Sys.NotifyWritable(client, () => { }));
        Assert.Equal("", k.Receive(client));
        Assert.Equal(Errno.EPIPE, k.Send(client, "x").Error);
        Assert.Equal(Errno.EPIPE, k.Send(client, "x").Error);
    }

    [Fact]
    public void Buffer_Full_HoldsTheWriterUntilAPartIsRead()
    {
        using var k = new NetKernel(limits: l => l with { MaxSocketBufferBytes = 4096 });
        (int client, int server) = k.Pair();
        Assert.False(k.Sys.NotifyWritable(client, () => { }));
        Assert.Equal(4096, k.Sys.Write(client, new byte[10_000], -1).Value);
        Assert.Equal(Errno.EAGAIN, k.Send(client, "x").Error);
        int woken = 0;
        Assert.True(k.Sys.NotifyWritable(client, () => woken++));
        Assert.Equal(512, k.Sys.Read(server, new byte[512], -1, wait: false).Value);
        Assert.Equal(0, woken);
        Assert.Equal(1024, k.Sys.Read(server, new byte[1024], -1, wait: false).Value);
        Assert.Equal(1, woken);
        Assert.Equal(1536, k.Sys.Write(client, new byte[10_000], -1).Value);
        k.Sys.Read(server, new byte[10_000], -1, wait: false);
        Assert.Equal(1, woken);
    }

    [Fact]
    public void Readiness_IsToldOnceForEachWait()
    {
        using var k = new NetKernel();
        (int listener, IpEndpoint name) = k.Listen();
        int accepts = 0;
        Assert.True(k.Sys.NotifyReadable(listener, () => accepts++));
        (int client, _) = k.Connect(name);
        Assert.Equal(1, accepts);
        Assert.False(k.Sys.NotifyReadable(listener, () => accepts++));
        int server = k.Net.Accept(listener).Value;
        int reads = 0;
        Assert.True(k.Sys.NotifyReadable(server, () => reads++));
        k.Send(client, "a");
        k.Send(client, "b");
        Assert.Equal(1, reads);
        Assert.False(k.Sys.NotifyReadable(server, () => reads++));
        Assert.Equal("ab", k.Receive(server));
        Assert.True(k.Sys.NotifyReadable(server, () => reads += 10));
        k.Sys.Close(client);
        Assert.Equal(11, reads);
    }

    [Fact]
    public void Ports_OverlappingNames_AreEADDRINUSE()
    {
        using var k = new NetKernel();
        k.Listen("127.0.0.1", 4000, reuse: false);
        Assert.Equal(Errno.EADDRINUSE, Bind("127.0.0.1", 4000, reuse: false).Error);
        Assert.Equal(Errno.EADDRINUSE, Bind("127.0.0.1", 4000, reuse: true).Error);
        Assert.Equal(Errno.EADDRINUSE, Bind("0.0.0.0", 4000, reuse: true).Error);
        Assert.Equal(Errno.EADDRINUSE, Bind("::", 4000, reuse: true).Error);
        Assert.Equal(Errno.Success, Bind("127.0.0.2", 4000, reuse: false).Error);
        Assert.Equal(Errno.Success, Bind("::1", 4000, reuse: false).Error);
        int only = k.Socket(SocketKind.Tcp6);
        k.Net.SetOption(only, SocketOption.V6Only, 1);
        Assert.Equal(Errno.EADDRINUSE, k.Net.Bind(only, At("::", 4000)).Error);
        k.Net.SetOption(only, SocketOption.ReuseAddress, 1);
        Assert.Equal(Errno.EADDRNOTAVAIL, Bind("10.0.0.1", 4001, reuse: false).Error);
        Assert.Equal(Errno.EAFNOSUPPORT, k.Net.Bind(k.Socket(), At("::1", 4001)).Error);

        (int Fd, Errno Error) Bind(string address, int port, bool reuse)
        {
            int fd = k.Socket(address.Contains(':', StringComparison.Ordinal) ? SocketKind.Tcp6 : SocketKind.Tcp4);
            k.Net.SetOption(fd, SocketOption.ReuseAddress, reuse ? 1 : 0);
            return (fd, k.Net.Bind(fd, At(address, port)).Error);
        }
    }

    [Fact]
    public void ReuseAddress_LetsTwoBindAndOneListen()
    {
        using var k = new NetKernel();
        int first = k.Socket();
        int second = k.Socket();
        foreach (int fd in new[] { first, second })
        {
            k.Net.SetOption(fd, SocketOption.ReuseAddress, 1);
            Assert.Equal(Errno.Success, k.Net.Bind(fd, At("127.0.0.1", 4000)).Error);
        }

        Assert.True(k.Net.Listen(first, 1).Ok);
        Assert.Equal(Errno.EADDRINUSE, k.Net.Listen(second, 1).Error);
        k.Sys.Close(first);
        Assert.True(k.Net.Listen(second, 1).Ok);
    }

    [Fact]
    public void ReusePort_ListenersTakeTurns()
    {
        using var k = new NetKernel();
        int[] listeners = [k.Socket(), k.Socket()];
        foreach (int fd in listeners)
        {
            k.Net.SetOption(fd, SocketOption.ReusePort, 1);
            Assert.True(k.Net.Bind(fd, At("127.0.0.1", 4000)).Ok);
            Assert.Equal(Errno.Success, k.Net.Listen(fd, 10).Error);
        }

        for (int i = 0; i < 4; i++)
        {
            k.Connect(At("127.0.0.1", 4000));
        }

        Assert.All(listeners, fd => Assert.True(k.Net.Accept(fd).Ok && k.Net.Accept(fd).Ok));
    }

    [Fact]
    public void DualStack_TheWildcardOfIPv6TakesIPv4AsWell()
    {
        using var k = new NetKernel();
        (int listener, IpEndpoint name) = k.Listen("::");
        (int four, Errno errno) = k.Connect(At("127.0.0.1", name.Port));
        Assert.Equal(Errno.Success, errno);
        int accepted = k.Net.Accept(listener).Value;
        Assert.Equal("::ffff:127.0.0.1", k.Net.GetPeerName(accepted).Value.Address.ToString());
        Assert.Equal("::ffff:127.0.0.1", k.Net.GetSockName(accepted).Value.Address.ToString());
        Assert.Equal("127.0.0.1", k.Net.GetPeerName(four).Value.Address.ToString());
        Assert.Equal(Errno.Success, k.Connect(At("::1", name.Port)).Error);
        Assert.Equal("::1", k.Net.GetPeerName(k.Net.Accept(listener).Value).Value.Address.ToString());
        Assert.Equal(Errno.Success, k.Connect(At("::ffff:127.0.0.1", name.Port)).Error);
        Assert.Equal(Errno.Success, k.Connect(At("0.0.0.0", name.Port)).Error);
        Assert.Equal(Errno.Success, k.Connect(At("127.9.9.9", name.Port)).Error);
    }

    [Fact]
    public void V6Only_TakesNoIPv4()
    {
        using var k = new NetKernel();
        int listener = k.Socket(SocketKind.Tcp6);
        Assert.True(k.Net.SetOption(listener, SocketOption.V6Only, 1).Ok);
        Assert.True(k.Net.Bind(listener, At("::", 4000)).Ok);
        Assert.Equal(Errno.EINVAL, k.Net.SetOption(listener, SocketOption.V6Only, 0).Error);
        Assert.True(k.Net.Listen(listener, 1).Ok);
        Assert.Equal(Errno.ECONNREFUSED, k.Connect(At("127.0.0.1", 4000)).Error);
        Assert.Equal(Errno.Success, k.Connect(At("::1", 4000)).Error);
        (_, IpEndpoint four) = k.Listen("0.0.0.0", 4000);
        Assert.Equal(Errno.Success, k.Connect(At("127.0.0.1", four.Port)).Error);
    }

    [Fact]
    public void Listener_TheVeryAddressIsPreferredToAWildcard()
    {
        using var k = new NetKernel();
        int exact = Bound("127.0.0.2");
        int wildcard = Bound("0.0.0.0");
        Assert.True(k.Net.Listen(exact, 5).Ok);
        Assert.Equal(Errno.EADDRINUSE, k.Net.Listen(wildcard, 5).Error);
        k.Connect(At("127.0.0.2", 4000));
        Assert.True(k.Net.Accept(exact).Ok);
        Assert.Equal(Errno.ECONNREFUSED, k.Connect(At("127.0.0.3", 4000)).Error);

        int Bound(string address)
        {
            int fd = k.Socket();
            k.Net.SetOption(fd, SocketOption.ReuseAddress, 1);
            Assert.True(k.Net.Bind(fd, At(address, 4000)).Ok);
            return fd;
        }
    }

    [Fact]
    public void Backlog_Full_ConnectsGoOnWhenThereIsRoom()
    {
        using var k = new NetKernel();
        (int listener, IpEndpoint name) = k.Listen(backlog: 1);
        Assert.Equal(Errno.Success, k.Connect(name).Error);
        Assert.Equal(Errno.Success, k.Connect(name).Error);
        (int waiting, Errno errno) = k.Connect(name);
        Assert.Equal(Errno.EINPROGRESS, errno);
        Assert.Equal(Errno.EALREADY, k.Net.Connect(waiting, name).Error);
        Assert.Equal("EAGAIN", k.Receive(waiting));
        int ready = 0;
        Assert.True(k.Sys.NotifyWritable(waiting, () => ready++));
        Assert.True(k.Net.Accept(listener).Ok);
        Assert.Equal(1, ready);
        Assert.Equal(0, k.Net.GetOption(waiting, SocketOption.Error).Value);
        (int refused, errno) = k.Connect(name);
        Assert.Equal(Errno.EINPROGRESS, errno);
        Assert.True(k.Sys.NotifyWritable(refused, () => ready++));
        k.Sys.Close(listener);
        Assert.Equal(2, ready);
        Assert.Equal((int)Errno.ECONNREFUSED, k.Net.GetOption(refused, SocketOption.Error).Value);
        Assert.Equal("ECONNRESET", k.Receive(waiting));
    }

    [Fact]
    public void Options_AreKeptInTheirRange()
    {
        using var k = new NetKernel();
        int fd = k.Socket();
        Assert.Equal(0, k.Net.GetOption(fd, SocketOption.NoDelay).Value);
        k.Net.SetOption(fd, SocketOption.NoDelay, 5);
        Assert.Equal(1, k.Net.GetOption(fd, SocketOption.NoDelay).Value);
        Assert.Equal(64, k.Net.GetOption(fd, SocketOption.Ttl).Value);
        Assert.Equal(Errno.EINVAL, k.Net.SetOption(fd, SocketOption.Ttl, 256).Error);
        Assert.Equal(Errno.EINVAL, k.Net.SetOption(fd, SocketOption.TypeOfService, -1).Error);
        Assert.Equal(Errno.EINVAL, k.Net.SetOption(fd, SocketOption.V6Only, 1).Error);
        Assert.Equal(Errno.ENOPROTOOPT, k.Net.SetOption(fd, SocketOption.Error, 1).Error);
        Assert.Equal(Errno.ENOPROTOOPT, k.Net.SetOption(fd, (SocketOption)99, 1).Error);
        Assert.Equal(Errno.ENOPROTOOPT, k.Net.GetOption(fd, (SocketOption)(-1)).Error);
        k.Net.SetOption(fd, SocketOption.ReceiveBuffer, 10_000);
        Assert.Equal(20_000, k.Net.GetOption(fd, SocketOption.ReceiveBuffer).Value);
        k.Net.SetOption(fd, SocketOption.ReceiveBuffer, int.MaxValue);
        Assert.Equal(ResourceLimits.Default.MaxSocketBufferBytes, k.Net.GetOption(fd, SocketOption.ReceiveBuffer).Value);
    }

    [Fact]
    public void MaxSockets_AndMaxConnections_AreReached()
    {
        using var k = new NetKernel(limits: l => l with { MaxSockets = 4, MaxConnections = 1 });
        (int listener, IpEndpoint name) = k.Listen();
        (int first, Errno errno) = k.Connect(name);
        Assert.Equal(Errno.Success, errno);
        (int second, errno) = k.Connect(name);
        Assert.Equal(Errno.EAGAIN, errno);
        int fourth = k.Socket();
        Assert.Equal(Errno.ENFILE, k.Net.Socket(SocketKind.Udp4).Error);
        Assert.Equal(Errno.ENFILE, k.Net.Accept(listener).Error);
        k.Sys.Close(fourth);
        int server = k.Net.Accept(listener).Value;
        k.Sys.Close(server);
        Assert.Equal(Errno.EAGAIN, k.Net.Connect(second, name).Error);
        k.Sys.Close(first);
        Assert.Equal(Errno.Success, k.Net.Connect(second, name).Error);
    }

    [Fact]
    public void Ports_BelowFirstUnprivileged_AreRoots()
    {
        using var k = new NetKernel();
        Assert.Equal(Errno.EACCES, k.Net.Bind(k.Socket(), At("127.0.0.1", 80)).Error);
        GuestProcess root = k.Kernel.NewProcess(new ProcessConfig { Argv = ["node"], Uid = 0 });
        int fd = root.Sys.Net.Socket(SocketKind.Tcp4).Value;
        Assert.True(root.Sys.Net.Bind(fd, At("127.0.0.1", 80)).Ok);
        root.Exit(0, null);
    }

    [Fact]
    public void Processes_OfOneMachine_TalkAndAreHeardToEnd()
    {
        using var k = new NetKernel();
        (int listener, IpEndpoint name) = k.Listen();
        GuestProcess other = k.Kernel.NewProcess();
        int client = other.Sys.Net.Socket(SocketKind.Tcp4).Value;
        Assert.True(other.Sys.Net.Connect(client, name).Ok);
        int server = k.Net.Accept(listener).Value;
        other.Sys.Write(client, Encoding.UTF8.GetBytes("bye"), -1);
        other.Exit(0, null);
        Assert.Equal("bye", k.Receive(server));
        Assert.Equal("", k.Receive(server));
    }

    [Fact]
    public void Stat_OfASocket_IsASocket()
    {
        using var k = new NetKernel();
        int fd = k.Socket();
        Assert.Equal(0xC000u, k.Sys.Fstat(fd).Value.Mode & 0xF000);
        Assert.Equal(Errno.ESPIPE, k.Sys.Seek(fd, 0, 0).Error);
        Assert.StartsWith("socket:[", k.Sys.ReadLink($"/proc/self/fd/{fd}").Value, StringComparison.Ordinal);
    }
}
