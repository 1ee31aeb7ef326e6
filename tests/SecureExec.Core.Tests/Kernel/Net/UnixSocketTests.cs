using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Core.Tests.Kernel.Net;

/// <summary>Streams of AF_UNIX, as Linux has them.</summary>
public sealed class UnixSocketTests
{
    [Theory]
    [InlineData("s.sock")]
    [InlineData("\0abstract\0name")]
    public void Connection_CarriesBytesBothWays(string name)
    {
        using var k = new NetKernel();
        int listener = Listen(k, name);
        int client = k.Socket(SocketKind.UnixStream);
        Assert.Equal(Errno.Success, k.Net.ConnectUnix(client, name).Error);
        int server = k.Net.Accept(listener).Value;
        k.Send(client, "hello");
        Assert.Equal("hello", k.Receive(server));
        k.Send(server, "back");
        Assert.Equal("back", k.Receive(client));
        k.Sys.Close(server);
        Assert.Equal("", k.Receive(client));
        Assert.Equal(Errno.EPIPE, k.Send(client, "x").Error);
        Assert.Equal(Errno.EISCONN, k.Net.ConnectUnix(client, name).Error);
        Assert.Equal(Errno.EOPNOTSUPP, k.Net.GetSockName(client).Error);
    }

    [Fact]
    public void Path_IsASocketFileThatOutlivesItsSocket()
    {
        using var k = new NetKernel();
        int listener = Listen(k, "s.sock");
        Assert.Equal(0xC000u | 0x1ED, k.Sys.Stat("s.sock", true).Value.Mode);
        Assert.Equal(Errno.ENXIO, k.Sys.Open("s.sock", OpenFlags.O_RDWR, 0).Error);
        Assert.Equal(Errno.EADDRINUSE, k.Net.BindUnix(k.Socket(SocketKind.UnixStream), "s.sock").Error);
        Assert.Equal(Errno.EINVAL, k.Net.BindUnix(listener, "t.sock").Error);
        Assert.True(k.Sys.Link("s.sock", "other").Ok);
        Assert.True(k.Sys.Rename("s.sock", "moved").Ok);
        Assert.Equal(Errno.ENOENT, Connect(k, "s.sock"));
        Assert.Equal(Errno.Success, Connect(k, "moved"));
        Assert.Equal(Errno.Success, Connect(k, "other"));
        k.Sys.Close(listener);
        Assert.Equal(Errno.ECONNREFUSED, Connect(k, "moved"));
        Assert.True(k.Sys.Unlink("moved").Ok);
        Assert.True(k.Sys.Unlink("other").Ok);
        Assert.Equal(Errno.ENOENT, Connect(k, "moved"));
        k.Kernel.Write("file", "x");
        Assert.Equal(Errno.ECONNREFUSED, Connect(k, "file"));
    }

    [Fact]
    public void Names_AreJudged()
    {
        using var k = new NetKernel();
        int fd = k.Socket(SocketKind.UnixStream);
        Assert.Equal(Errno.EINVAL, k.Net.BindUnix(fd, "").Error);
        Assert.Equal(Errno.ENAMETOOLONG, k.Net.BindUnix(fd, new string('a', 108)).Error);
        Assert.Equal(Errno.ENOENT, k.Net.BindUnix(fd, "no/such").Error);
        Assert.Equal(Errno.EINVAL, k.Net.Listen(fd, 1).Error);
        Assert.Equal(Errno.ECONNREFUSED, Connect(k, "\0nobody"));
        Assert.Equal(Errno.EINVAL, k.Net.BindUnix(k.Socket(), "s").Error);
        Listen(k, "\0taken");
        Assert.Equal(Errno.EADDRINUSE, k.Net.BindUnix(fd, "\0taken").Error);
        Assert.Equal(Errno.EACCES, k.Net.BindUnix(fd, "/proc/s").Error);
    }

    [Fact]
    public void Abstract_NameIsFreeWhenItsSocketIsGone()
    {
        using var k = new NetKernel();
        int listener = Listen(k, "\0n");
        k.Sys.Close(listener);
        Assert.Equal(Errno.ECONNREFUSED, Connect(k, "\0n"));
        Listen(k, "\0n");
    }

    [Fact]
    public void Backlog_Full_IsEAGAIN()
    {
        using var k = new NetKernel();
        Listen(k, "s.sock", backlog: 1);
        Assert.Equal(Errno.Success, Connect(k, "s.sock"));
        Assert.Equal(Errno.Success, Connect(k, "s.sock"));
        Assert.Equal(Errno.EAGAIN, Connect(k, "s.sock"));
    }

    [Fact]
    public void Close_WithUnreadData_IsECONNRESET()
    {
        using var k = new NetKernel();
        int listener = Listen(k, "s.sock");
        int client = k.Socket(SocketKind.UnixStream);
        k.Net.ConnectUnix(client, "s.sock");
        int server = k.Net.Accept(listener).Value;
        k.Send(client, "unread");
        k.Sys.Close(server);
        Assert.Equal("ECONNRESET", k.Receive(client));
        Assert.Equal("", k.Receive(client));
    }

    [Fact]
    public void Connect_NeedsWritePermissionOnTheFile()
    {
        using var k = new NetKernel();
        Listen(k, "s.sock");
        k.Sys.Chmod("s.sock", 0x124);
        Assert.Equal(Errno.EACCES, Connect(k, "s.sock"));
        k.Sys.Chmod("s.sock", 0x1B6);
        Assert.Equal(Errno.Success, Connect(k, "s.sock"));
    }

    [Fact]
    public void Fork_OfTheFileSystem_KeepsTheNameWithoutItsSocket()
    {
        using var k = new NetKernel();
        Listen(k, "s.sock");
        k.Sys.Link("s.sock", "other");
        TmpFs fork = k.Kernel.Kernel.RootFs.Fork(0x50, new Budget(1 << 20), new Budget(1000)).Value;
        var workspace = (DirectoryInode)fork.Root.Lookup("workspace", k.Kernel.Kernel.HostCaller).Value;
        Inode copy = workspace.Lookup("s.sock", k.Kernel.Kernel.HostCaller).Value;
        Assert.Equal((0xC000u | 0x1ED, 2, null), ((uint)copy.Mode, copy.LinkCount, copy.Socket));
    }

    private static int Listen(NetKernel k, string name, int backlog = 10)
    {
        int fd = k.Socket(SocketKind.UnixStream);
        Assert.Equal(Errno.Success, k.Net.BindUnix(fd, name).Error);
        Assert.Equal(Errno.Success, k.Net.Listen(fd, backlog).Error);
        return fd;
    }

    private static Errno Connect(NetKernel k, string name) => k.Net.ConnectUnix(k.Socket(SocketKind.UnixStream), name).Error;
}
