using System.Net;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;

namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>The kernel's sockets over the worker's end of the way out and the real broker, to listeners of the host that are exempt.</summary>
public sealed class KernelEgressTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly EgressPair _pair;
    private readonly VirtualKernel _kernel;
    private readonly GuestProcess _process;

    public KernelEgressTests()
    {
        _listener.Start();
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int[] exempt = [Port, ((IPEndPoint)_udp.LocalEndPoint!).Port];
        _pair = new EgressPair(new DnsOptions { Overrides = new Dictionary<string, IReadOnlyList<string>> { ["api.test"] = ["127.0.0.1"], ["meta.test"] = ["169.254.169.254"] } }, exempt);
        _kernel = new VirtualKernel(new KernelConfig { Policy = PermissionPolicy.AllowAll, Limits = ResourceLimits.Default, Egress = _pair.Worker, LoopbackExemptPorts = exempt.ToHashSet() });
        _process = _kernel.CreateProcess(new ProcessConfig { Argv = ["node"] }).Value;
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private SocketSyscalls Net => _process.Sys.Net;

    public void Dispose()
    {
        _process.Exit(0, null);
        Assert.True(SpinWait.SpinUntil(() => _pair.Open == 0, EgressProbe.Patience), "The broker holds what no process has open.");
        _kernel.Dispose();
        _pair.Dispose();
        _listener.Dispose();
        _udp.Dispose();
    }

    [Fact]
    public async Task Connection_CarriesMegabytesBothWaysAtOnceAndEnds()
    {
        int fd = Net.Socket(SocketKind.Tcp4).Value;
        Assert.Equal(Errno.EINPROGRESS, Net.Connect(fd, new IpEndpoint(IpAddress.LoopbackV4, (ushort)Port)).Error);
        await Ready(_process.Sys.NotifyWritable, fd);
        Assert.Equal(0, Net.GetOption(fd, SocketOption.Error).Value);
        using Socket server = await _listener.AcceptSocketAsync();
        Task echo = EchoAsync(server);
        var sent = new byte[4_000_000];
        new Random(1).NextBytes(sent);
        Task<byte[]> reading = ReadAllAsync(fd);
        for (int at = 0; at < sent.Length;)
        {
            SysResult<int> written = _process.Sys.Write(fd, sent.AsSpan(at), -1);
            if (written.Ok) at += written.Value;
            else if (written.Error == Errno.EAGAIN) await Ready(_process.Sys.NotifyWritable, fd);
            else Assert.Fail(written.Error.ToString());
        }
        Assert.True(Net.Shutdown(fd, read: false, write: true).Ok);
        Assert.Equal(sent, await reading.WaitAsync(EgressProbe.Patience));
        await echo;
        Assert.NotEqual("127.0.0.1", Net.GetSockName(fd).Value.Address.ToString());
    }

    [Fact]
    public async Task Connection_ToAPortThatTheMachineListensOn_StaysInside()
    {
        int own = Net.Socket(SocketKind.Tcp4).Value;
        Assert.True(Net.Bind(own, new IpEndpoint(IpAddress.LoopbackV4, (ushort)Port)).Ok);
        Assert.True(Net.Listen(own, 1).Ok);
        int fd = Net.Socket(SocketKind.Tcp4).Value;
        Assert.Equal(Errno.Success, Net.Connect(fd, new IpEndpoint(IpAddress.LoopbackV4, (ushort)Port)).Error);
        Assert.True(Net.Accept(own).Ok);
        Assert.False(_listener.Pending());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Connection_ThatTheBrokerRefuses_IsEACCES()
    {
        int fd = Net.Socket(SocketKind.Tcp4).Value;
        Assert.Equal(Errno.EINPROGRESS, Net.Connect(fd, new IpEndpoint(IpAddress.FromV4(0x0A000001), 80)).Error);
        await Ready(_process.Sys.NotifyWritable, fd);
        Assert.Equal((int)Errno.EACCES, Net.GetOption(fd, SocketOption.Error).Value);
    }

    [Fact]
    public async Task Datagrams_GoAndComeBack()
    {
        int fd = Net.Socket(SocketKind.Udp4).Value;
        var there = new IpEndpoint(IpAddress.LoopbackV4, (ushort)((IPEndPoint)_udp.LocalEndPoint!).Port);
        Assert.Equal(3, Net.SendTo(fd, [1, 2, 3], there).Value);
        SocketReceiveFromResult received = await _udp.ReceiveFromAsync(new byte[10], new IPEndPoint(IPAddress.Any, 0)).WaitAsync(EgressProbe.Patience);
        await _udp.SendToAsync(new byte[] { 4 }, received.RemoteEndPoint);
        await Ready(_process.Sys.NotifyReadable, fd);
        var buffer = new byte[10];
        ReceivedDatagram datagram = Net.ReceiveFrom(fd, buffer).Value;
        Assert.Equal((there, 1, (byte)4), (datagram.From, datagram.Length, buffer[0]));
    }

    [Fact]
    public async Task Names_AreResolvedByTheBroker()
    {
        Assert.Equal("127.0.0.1", string.Join(',', (await Lookup("api.test")).Value));
        Assert.Equal(Errno.EACCES, (await Lookup("meta.test")).Error);
    }

    private async Task<SysResult<IReadOnlyList<IpAddress>>> Lookup(string name)
    {
        var done = new TaskCompletionSource<SysResult<IReadOnlyList<IpAddress>>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(Net.Lookup(name, 0, done.SetResult).Ok);
        return await done.Task.WaitAsync(EgressProbe.Patience);
    }

    private async Task<byte[]> ReadAllAsync(int fd)
    {
        var all = new List<byte>();
        var buffer = new byte[50_000];
        while (true)
        {
            SysResult<int> read = _process.Sys.Read(fd, buffer, -1, wait: false);
            if (read.Error == Errno.EAGAIN) await Ready(_process.Sys.NotifyReadable, fd);
            else if (read.Value == 0) return [.. all];
            else all.AddRange(buffer.AsSpan(0, read.Value));
        }
    }

    private static async Task EchoAsync(Socket server)
    {
        var buffer = new byte[30_000];
        while (await server.ReceiveAsync(buffer) is > 0 and var count)
        {
            for (int at = 0; at < count;) at += await server.SendAsync(buffer.AsMemory(at, count - at));
        }
        server.Shutdown(SocketShutdown.Send);
    }

    private static async Task Ready(Func<int, Action, bool> notify, int fd)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (notify(fd, () => ready.TrySetResult())) await ready.Task.WaitAsync(EgressProbe.Patience);
    }
}
