using System.Net;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Core.Tests.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Broker.Egress;

/// <summary>Connections and datagrams that a worker asks of the broker, whatever its own kernel thinks of them; real listeners on the loopback interface.</summary>
public sealed class EgressBrokerTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public EgressBrokerTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Connect_ThePolicyForbids_IsRefusedToldAndReachesNobody()
    {
        using var client = new BrokerClient(ScopePolicy.Deny, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        EgressFailedMessage failed = client.Next<EgressFailedMessage>();
        Assert.Equal((1, Errno.EACCES, $"permission denied, tcp://localhost:{Port}: blocked by network.http policy"), (failed.Id, failed.Error, failed.Reason));
        Assert.True(client.Audit.TryDequeue(out AuditEntry? entry));
        Assert.Equal(("security.permission.denied", PermissionScope.Network, "http", $"tcp://localhost:{Port}"), (entry.Kind, entry.Scope, entry.Operation, entry.Resource));
        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("127.0.0.2")]
    [InlineData("0.0.0.0")]
    [InlineData("::ffff:0.0.0.0")]
    public void Connect_TheGuardForbids_IsRefusedUnderAnyPolicyAndReachesNobody(string address)
    {
        using var client = new BrokerClient(ScopePolicy.Allow);
        client.Connect(1, address, Port);
        EgressFailedMessage failed = client.Next<EgressFailedMessage>();
        Assert.Equal(Errno.EACCES, failed.Error);
        Assert.StartsWith("blocked outbound network access to tcp://", failed.Reason);
        Assert.Equal("security.egress.denied", Assert.Single(client.Audit).Kind);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public void Connect_Permitted_CarriesBytesBothWaysAndIsTold()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        Assert.NotEqual(0, client.Next<EgressOpenedMessage>().Port);
        Assert.Equal("egress.allowed", Assert.Single(client.Audit).Kind);
        client.Send(1, [1, 2, 3]);
        Assert.Equal([1, 2, 3], Receive(server, 3));
        Assert.Equal(ProtocolLimits.Charge(3), client.Next<EgressRoomMessage>().Bytes);
        server.Send([4, 5]);
        Assert.Equal([4, 5], client.Read(1, 2));
    }

    [Fact]
    public void Bytes_ThatTheGuestDoesNotRead_StayWithinItsWindow()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port), window: 1000);
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        server.Send(new byte[5000]);
        Assert.Equal(1000, client.Next<EgressReceivedMessage>().Data.Length);
        client.Broker.On(new EgressCreditMessage(1, 10));
        Assert.Equal(10, client.Next<EgressReceivedMessage>().Data.Length);
        Assert.Empty(client.Rest());
        client.Broker.On(new EgressCreditMessage(1, 1000));
        client.Read(1, 3990);
    }

    [Fact]
    public async Task Bytes_ManyMegabytesBothWays_ArriveWhole()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        var random = new Random(3);
        var sent = new byte[3_000_000];
        random.NextBytes(sent);
        Task feeding = Task.Run(() => server.Send(sent));
        Assert.Equal(sent, client.Read(1, sent.Length));
        await feeding;
        Task<byte[]> reading = Task.Run(() => Receive(server, sent.Length));
        int credit = ProtocolLimits.EgressWindowBytes;
        for (int at = 0; at < sent.Length;)
        {
            int piece = Math.Min(ProtocolLimits.EgressChunkBytes, sent.Length - at);
            while (credit < ProtocolLimits.Charge(piece)) credit += client.Next<EgressRoomMessage>().Bytes;
            credit -= ProtocolLimits.Charge(piece);
            client.Send(1, sent[at..(at + piece)]);
            at += piece;
        }
        Assert.Equal(sent, await reading);
    }

    [Fact]
    public void Sides_EndOneByOne()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        client.Send(1, [1]);
        client.Broker.On(new EgressShutdownMessage(1));
        Assert.Equal([1], Receive(server, 1));
        Assert.Equal(0, server.Receive(new byte[1]));
        server.Send([2]);
        server.Shutdown(SocketShutdown.Send);
        Assert.Equal([2], client.Read(1, 1));
        client.Next<EgressEndedMessage>();
        Assert.True(SpinWait.SpinUntil(() => client.Broker.Open == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Close_WithBytesOnTheirWay_LetsThemLeave()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        client.Send(1, new byte[100_000]);
        client.Send(1, [7]);
        client.Broker.On(new EgressCloseMessage(1, Reset: false));
        Assert.Equal(7, Receive(server, 100_001)[^1]);
        Assert.Equal(0, server.Receive(new byte[1]));
        // The number is free at once.
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket next = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
    }

    [Fact]
    public void Close_ByReset_IsAResetForTheOtherSide()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        client.Broker.On(new EgressCloseMessage(1, Reset: true));
        Assert.Equal(SocketError.ConnectionReset, Assert.Throws<SocketException>(() => server.Receive(new byte[1])).SocketErrorCode);
    }

    [Fact]
    public void Reset_ByTheOtherSide_IsECONNRESET()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        server.LingerState = new LingerOption(true, 0);
        server.Dispose();
        Assert.Equal(Errno.ECONNRESET, client.Next<EgressFailedMessage>().Error);
    }

    [Fact]
    public void Connect_NobodyListens_IsECONNREFUSED()
    {
        int port = Port;
        _listener.Stop();
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [port]);
        client.Connect(1, BrokerClient.Loopback(port));
        EgressFailedMessage failed = client.Next<EgressFailedMessage>();
        Assert.Equal((Errno.ECONNREFUSED, null), (failed.Error, failed.Reason));
    }

    [Fact]
    public async Task Connect_ThatNobodyAnswers_IsETIMEDOUT()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(1);
        int port = ((IPEndPoint)full.LocalEndPoint!).Port;
        var fillers = new List<Socket>();
        // The kernel takes a few more than the backlog says; the first that waits shows that it is full.
        while (true)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            fillers.Add(filler);
            Task connecting = filler.ConnectAsync(full.LocalEndPoint);
            if (await Task.WhenAny(connecting, Task.Delay(300)) != connecting) break;
        }
        using var client = new BrokerClient(ScopePolicy.Allow, ResourceLimits.Default with { EgressConnectTimeoutMs = 100 }, [port]);
        client.Connect(1, BrokerClient.Loopback(port));
        Assert.Equal(Errno.ETIMEDOUT, client.Next<EgressFailedMessage>().Error);
        // One that the guest gives up holds no place either.
        using var patient = new BrokerClient(ScopePolicy.Allow, ResourceLimits.Default with { MaxConnections = 1 }, [port, Port]);
        patient.Connect(1, BrokerClient.Loopback(port));
        patient.Broker.On(new EgressCloseMessage(1, Reset: false));
        Assert.True(SpinWait.SpinUntil(() =>
        {
            patient.Connect(2, BrokerClient.Loopback(Port));
            return patient.Next<HostMessage>() is EgressOpenedMessage;
        }, TimeSpan.FromSeconds(20)));
        fillers.ForEach(filler => filler.Dispose());
    }

    [Fact]
    public void Connections_BeyondTheLimit_AreEAGAIN()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, ResourceLimits.Default with { MaxConnections = 1 }, [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        client.Connect(2, BrokerClient.Loopback(Port));
        EgressFailedMessage failed = client.Next<EgressFailedMessage>();
        Assert.Equal((2, Errno.EAGAIN), (failed.Id, failed.Error));
        Assert.Contains("maxConnections", failed.Reason);
    }

    [Fact]
    public void Requests_TooManyInASecond_AreEAGAINUntilTimePasses()
    {
        var clock = new ManualClock();
        using var client = new BrokerClient(ScopePolicy.Deny, ResourceLimits.Default with { MaxEgressRequestsPerSecond = 2 }, clock: clock);
        for (int i = 0; i < 3; i++) client.Connect(i, "1.1.1.1", 80);
        Assert.Equal([Errno.EACCES, Errno.EACCES, Errno.EAGAIN], Enumerable.Range(0, 3).Select(_ => client.Next<EgressFailedMessage>().Error));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        client.Connect(3, "1.1.1.1", 80);
        Assert.Equal(Errno.EACCES, client.Next<EgressFailedMessage>().Error);
    }

    [Fact]
    public void Bytes_BeyondTheLimitOfTheRuntime_BreakTheConnection()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, ResourceLimits.Default with { MaxEgressBytes = 100 }, [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        server.Send(new byte[60]);
        client.Read(1, 60);
        client.Send(1, new byte[41]);
        Assert.Equal(Errno.ENOBUFS, client.Next<EgressFailedMessage>().Error);
        Assert.Equal(0, server.Receive(new byte[1]));
    }

    [Fact]
    public void Worker_ThatBreaksTheProtocol_IsNotServed()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        Assert.Throws<ProtocolException>(() => client.Connect(1, BrokerClient.Loopback(Port), window: 0));
        Assert.Throws<ProtocolException>(() => client.Connect(1, BrokerClient.Loopback(Port), window: int.MaxValue));
        client.Connect(1, BrokerClient.Loopback(Port));
        Assert.Throws<ProtocolException>(() => client.Connect(1, BrokerClient.Loopback(Port)));
        Assert.Throws<ProtocolException>(() => client.Broker.On(new EgressDatagramOpenMessage(1, false)));
        Assert.Throws<ProtocolException>(() => client.Broker.On(new EgressCreditMessage(1, 1)));
        Assert.Throws<ProtocolException>(() => client.Broker.On(new EgressCreditMessage(1, -1)));
        Assert.Throws<ProtocolException>(() => client.Broker.On(new EgressResolveMessage(2, "a.test", 5)));
        Assert.Throws<ProtocolException>(() => client.Send(1, new byte[ProtocolLimits.EgressWindowBytes]));
        foreach (WorkerMessage odd in (WorkerMessage[])[new EgressDataMessage(99, new byte[9]), new EgressCreditMessage(99, 9), new EgressShutdownMessage(99), new EgressCloseMessage(99, true), new EgressDatagramSendMessage(99, BrokerClient.Loopback(Port), new byte[9])])
        {
            switch (odd)
            {
                case EgressDataMessage message: client.Broker.On(message); break;
                case EgressCreditMessage message: client.Broker.On(message); break;
                case EgressShutdownMessage message: client.Broker.On(message); break;
                case EgressCloseMessage message: client.Broker.On(message); break;
                case EgressDatagramSendMessage message: client.Broker.On(message); break;
            }
        }
    }

    [Fact]
    public void Dispose_WithConnectionsOpen_ResetsThem()
    {
        var client = new BrokerClient(ScopePolicy.Allow, exempt: [Port]);
        client.Connect(1, BrokerClient.Loopback(Port));
        using Socket server = _listener.AcceptSocket();
        client.Next<EgressOpenedMessage>();
        client.Dispose();
        Assert.Equal(SocketError.ConnectionReset, Assert.Throws<SocketException>(() => server.Receive(new byte[1])).SocketErrorCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Datagrams_GoWherePermittedAndComeFromThereOnly(bool isV6)
    {
        using var server = Udp();
        using var stranger = Udp();
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [PortOf(server), PortOf(stranger)]);
        client.Broker.On(new EgressDatagramOpenMessage(1, isV6));
        client.Broker.On(new EgressDatagramSendMessage(1, BrokerClient.Loopback(PortOf(server)), new byte[] { 1, 2 }));
        var buffer = new byte[10];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        Assert.Equal(2, server.ReceiveFrom(buffer, ref from));
        stranger.SendTo([9], from);
        server.SendTo([3], from);
        EgressDatagramMessage datagram = client.Next<EgressDatagramMessage>();
        Assert.Equal(($"127.0.0.1:{PortOf(server)}", (byte)3), (datagram.From.ToString(), datagram.Data.Span[0]));
        Assert.Empty(client.Rest());
        client.Broker.On(new EgressDatagramSendMessage(1, BrokerClient.Loopback(PortOf(stranger)), new byte[] { 1 }));
        Assert.Equal(1, stranger.ReceiveFrom(buffer, ref from));
        client.Broker.On(new EgressDatagramSendMessage(1, BrokerClient.Loopback(PortOf(stranger)), new byte[] { 1 }));
        Assert.Equal(["egress.allowed", "egress.allowed"], client.Audit.Select(entry => entry.Kind));
    }

    [Fact]
    public void Datagrams_ThatAreForbidden_AreLostAndTold()
    {
        using var server = Udp();
        using var client = new BrokerClient(ScopePolicy.Allow);
        client.Broker.On(new EgressDatagramOpenMessage(1, IsV6: false));
        client.Broker.On(new EgressDatagramSendMessage(1, BrokerClient.Loopback(PortOf(server)), new byte[] { 1 }));
        Assert.Equal(("security.egress.denied", $"udp://localhost:{PortOf(server)}"), (Assert.Single(client.Audit).Kind, client.Audit.Single().Resource));
        Assert.Equal(0, server.Available);
    }

    [Fact]
    public void Datagrams_NobodyTakes_AreLostBeyondTheWindow()
    {
        using var server = Udp();
        using var client = new BrokerClient(ScopePolicy.Allow, exempt: [PortOf(server)]);
        client.Broker.On(new EgressDatagramOpenMessage(1, IsV6: false));
        client.Broker.On(new EgressDatagramSendMessage(1, BrokerClient.Loopback(PortOf(server)), new byte[] { 1 }));
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        server.ReceiveFrom(new byte[10], ref from);
        int fit = ProtocolLimits.EgressWindowBytes / ProtocolLimits.Charge(60_000);
        for (int i = 0; i < fit; i++)
        {
            server.SendTo(new byte[60_000], from);
            client.Next<EgressDatagramMessage>();
        }
        server.SendTo(new byte[60_000], from);
        server.SendTo([5], from);
        Assert.Equal(1, client.Next<EgressDatagramMessage>().Data.Length);
        client.Broker.On(new EgressCreditMessage(1, ProtocolLimits.Charge(60_000)));
        Assert.Throws<ProtocolException>(() => client.Broker.On(new EgressCreditMessage(1, ProtocolLimits.EgressWindowBytes)));
    }

    [Fact]
    public void DatagramSockets_BeyondTheLimit_AreEAGAIN()
    {
        using var client = new BrokerClient(ScopePolicy.Allow, ResourceLimits.Default with { MaxSockets = 1 });
        client.Broker.On(new EgressDatagramOpenMessage(1, IsV6: false));
        client.Broker.On(new EgressDatagramOpenMessage(2, IsV6: false));
        EgressFailedMessage failed = client.Next<EgressFailedMessage>();
        Assert.Equal((2, Errno.EAGAIN), (failed.Id, failed.Error));
        client.Broker.On(new EgressCloseMessage(1, Reset: false));
        client.Broker.On(new EgressDatagramOpenMessage(3, IsV6: false));
        Assert.Empty(client.Rest());
    }

    private static Socket Udp()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private static byte[] Receive(Socket socket, int count)
    {
        socket.ReceiveTimeout = 30_000;
        var bytes = new byte[count];
        for (int at = 0; at < count;)
        {
            int n = socket.Receive(bytes.AsSpan(at));
            Assert.NotEqual(0, n);
            at += n;
        }
        return bytes;
    }
}
