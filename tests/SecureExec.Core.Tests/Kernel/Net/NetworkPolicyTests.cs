using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using static SecureExec.Core.Tests.Kernel.Net.NetKernel;

namespace SecureExec.Core.Tests.Kernel.Net;

/// <summary>What the network's policy denies, by whatever name the guest uses.</summary>
public sealed class NetworkPolicyTests
{
    [Fact]
    public void Default_DeniesListeningConnectingSendingAndNames()
    {
        using var k = new NetKernel(PermissionPolicy.Default);
        int listener = k.Socket();
        Assert.True(k.Net.Bind(listener, At("127.0.0.1", 4000)).Ok);
        Assert.Equal(Errno.EACCES, k.Net.Listen(listener, 1).Error);
        Assert.Equal(Errno.EACCES, k.Connect(At("127.0.0.1", 4000)).Error);
        int udp = k.Socket(SocketKind.Udp4);
        Assert.Equal(Errno.EACCES, k.Net.Bind(udp, At("127.0.0.1", 0)).Error);
        Assert.Equal(Errno.EACCES, k.Net.SendTo(udp, "x"u8, At("127.0.0.1", 5)).Error);
        int unix = k.Socket(SocketKind.UnixStream);
        Assert.Equal(Errno.EACCES, k.Net.BindUnix(unix, "s.sock").Error);
        Assert.Equal(Errno.ENOENT, k.Sys.Stat("s.sock", false).Error);
        Assert.Equal(Errno.EACCES, k.Net.BindUnix(unix, "\0n").Error);
        Assert.Equal(Errno.EACCES, k.Net.ConnectUnix(unix, "\0n").Error);
        Assert.Equal(Errno.EACCES, k.Net.Lookup("example.com", 0, _ => { }).Error);
        Assert.Equal(Errno.EACCES, k.Net.QueryDns("example.com", 15, _ => { }).Error);
        Assert.Equal(
            ["listen tcp://127.0.0.1:4000", "http tcp://127.0.0.1:4000", "listen udp://127.0.0.1:0", "http udp://127.0.0.1:5", "listen unix:///workspace/s.sock",
                "listen unix://@n", "http unix://@n", "dns dns://example.com", "dns dns://example.com"],
            k.Kernel.Kernel.Audit.Select(e => $"{e.Operation} {e.Resource}"));
    }

    [Theory]
    [InlineData("tcp://127.0.0.1:4000", "127.0.0.1", 4000, true)]
    [InlineData("tcp://localhost:4000", "127.0.0.1", 4000, true)]
    [InlineData("tcp://localhost:*", "::1", 4000, true)]
    [InlineData("tcp://LOCALHOST:4000", "127.0.0.1", 4000, true)]
    [InlineData("tcp://127.0.0.1:4000", "0.0.0.0", 4000, true)]
    [InlineData("tcp://127.0.0.1:4000", "::ffff:127.0.0.1", 4000, true)]
    [InlineData("tcp://[::1]:4000", "::1", 4000, true)]
    [InlineData("tcp://127.0.0.1:4000", "127.0.0.1", 4001, false)]
    [InlineData("tcp://127.0.0.1:4000", "127.0.0.2", 4000, false)]
    [InlineData("tcp://127.0.0.1:4000", "::1", 4000, false)]
    [InlineData("udp://127.0.0.1:4000", "127.0.0.1", 4000, false)]
    public void Connect_IsJudgedByAnyNameOfThePlace(string pattern, string address, int port, bool allowed)
    {
        foreach (string operation in new[] { "http", "fetch" })
        {
            using var k = new NetKernel(Rules(PermissionMode.Deny, (PermissionMode.Allow, operation, pattern)));
            Assert.Equal(allowed ? Errno.ECONNREFUSED : Errno.EACCES, k.Connect(At(address, port)).Error);
            using var denies = new NetKernel(Rules(PermissionMode.Allow, (PermissionMode.Deny, operation, pattern)));
            Assert.Equal(allowed ? Errno.EACCES : Errno.ECONNREFUSED, denies.Connect(At(address, port)).Error);
        }
    }

    [Theory]
    [InlineData("tcp://127.0.0.1:4000", "127.0.0.1", true)]
    [InlineData("tcp://127.0.0.1:4000", "0.0.0.0", true)]
    [InlineData("tcp://127.0.0.1:4000", "::", true)]
    [InlineData("tcp://localhost:4000", "::", true)]
    [InlineData("tcp://[::1]:4000", "::", true)]
    [InlineData("tcp://[::1]:4000", "0.0.0.0", false)]
    [InlineData("tcp://127.0.0.1:4001", "127.0.0.1", false)]
    public void Listen_IsJudgedByWhatAWildcardTakesIn(string pattern, string address, bool matches)
    {
        using var k = new NetKernel(Rules(PermissionMode.Allow, (PermissionMode.Deny, "listen", pattern)));
        int fd = k.Socket(address.Contains(':', StringComparison.Ordinal) ? SocketKind.Tcp6 : SocketKind.Tcp4);
        Assert.True(k.Net.Bind(fd, At(address, 4000)).Ok);
        Assert.Equal(matches ? Errno.EACCES : Errno.Success, k.Net.Listen(fd, 1).Error);
    }

    [Fact]
    public void Listen_OnAFreePort_IsJudgedByThePortItGot()
    {
        using var k = new NetKernel(Rules(PermissionMode.Deny, (PermissionMode.Allow, "listen", "tcp://127.0.0.1:4000")));
        Assert.Equal(Errno.EACCES, k.Net.Listen(k.Socket(), 1).Error);
        int fd = k.Socket();
        k.Net.Bind(fd, At("127.0.0.1", 4000));
        Assert.True(k.Net.Listen(fd, 1).Ok);
    }

    [Fact]
    public void Unix_IsJudgedByTheCanonicalPath()
    {
        using var k = new NetKernel(Rules(PermissionMode.Allow, (PermissionMode.Deny, "http", "unix:///workspace/secret.sock")));
        int listener = k.Socket(SocketKind.UnixStream);
        Assert.True(k.Net.BindUnix(listener, "secret.sock").Ok);
        k.Net.Listen(listener, 5);
        k.Sys.Symlink("secret.sock", "other");
        int client = k.Socket(SocketKind.UnixStream);
        Assert.Equal(Errno.EACCES, k.Net.ConnectUnix(client, "./other").Error);
    }

    [Fact]
    public void Unix_NeedsThePolicyOfFilesAsWell()
    {
        PermissionPolicy policy = TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "write", "/workspace/no/**")) with { Network = ScopePolicy.Allow };
        using var k = new NetKernel(policy);
        k.Sys.Mkdir("no", 0x1FF);
        Assert.Equal(Errno.EACCES, k.Net.BindUnix(k.Socket(SocketKind.UnixStream), "no/s.sock").Error);
        Assert.Equal(Errno.EACCES, k.Net.ConnectUnix(k.Socket(SocketKind.UnixStream), "no/s.sock").Error);
    }

    private static PermissionPolicy Rules(PermissionMode fallback, params (PermissionMode Mode, string Operation, string Pattern)[] rules) =>
        PermissionPolicy.Default with
        {
            Network = new ScopePolicy(fallback, [.. rules.Select(r => new PermissionRule(r.Mode, [r.Operation], [r.Pattern]))]),
        };
}
