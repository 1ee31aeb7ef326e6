using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;

namespace SecureExec.Core.Tests.Kernel.Net;

/// <summary>A kernel whose policy permits the network, with short words for sockets.</summary>
internal sealed class NetKernel : IDisposable
{
    public NetKernel(PermissionPolicy? policy = null, Func<ResourceLimits, ResourceLimits>? limits = null, INetworkEgress? egress = null) =>
        Kernel = TestKernel.Create(policy ?? PermissionPolicy.AllowAll, limits, c => c with { Egress = egress });

    public TestKernel Kernel { get; }

    public ProcessSyscalls Sys => Kernel.Sys;

    public SocketSyscalls Net => Kernel.Sys.Net;

    public static IpEndpoint At(string address, int port)
    {
        Assert.True(IpAddress.TryParse(address, out IpAddress parsed), address);
        return new IpEndpoint(parsed, (ushort)port);
    }

    public int Socket(SocketKind kind = SocketKind.Tcp4) => Net.Socket(kind).Value;

    /// <summary>A listening TCP socket and its name.</summary>
    public (int Fd, IpEndpoint Name) Listen(string address = "127.0.0.1", int port = 0, int backlog = 10, bool reuse = true)
    {
        int fd = Socket(address.Contains(':', StringComparison.Ordinal) ? SocketKind.Tcp6 : SocketKind.Tcp4);
        if (reuse)
        {
            Assert.True(Net.SetOption(fd, SocketOption.ReuseAddress, 1).Ok);
        }

        Assert.Equal(Errno.Success, Net.Bind(fd, At(address, port)).Error);
        Assert.Equal(Errno.Success, Net.Listen(fd, backlog).Error);
        return (fd, Net.GetSockName(fd).Value);
    }

    public (int Fd, Errno Error) Connect(IpEndpoint to)
    {
        int fd = Socket(to.Address.IsV6 ? SocketKind.Tcp6 : SocketKind.Tcp4);
        return (fd, Net.Connect(fd, to).Error);
    }

    /// <summary>Both ends of a TCP connection.</summary>
    public (int Client, int Server) Pair()
    {
        (int listener, IpEndpoint name) = Listen();
        (int client, Errno errno) = Connect(name);
        Assert.Equal(Errno.Success, errno);
        int server = Net.Accept(listener).Value;
        Sys.Close(listener);
        return (client, server);
    }

    public SysResult<int> Send(int fd, string text) => Sys.Write(fd, Encoding.UTF8.GetBytes(text), -1);

    /// <summary>What a read gives: the text, "" at the end, or the name of the errno.</summary>
    public string Receive(int fd, int length = 100)
    {
        var buffer = new byte[length];
        SysResult<int> read = Sys.Read(fd, buffer, -1, wait: false);
        return read.Ok ? Encoding.UTF8.GetString(buffer, 0, read.Value) : read.Error.ToString();
    }

    public void Dispose()
    {
        Assert.Empty(Kernel.Faults);
        Kernel.Process.Exit(0, null);
        Assert.Equal((0, 0), (Kernel.Kernel.Net.Sockets.Used, Kernel.Kernel.Net.Connections.Used));
        Assert.Empty(Kernel.Kernel.Net.Tcp.All);
        Assert.Empty(Kernel.Kernel.Net.Udp.All);
        Kernel.Dispose();
    }
}
