using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Junk in any argument is answered by an errno; an exception inside the kernel would be counted.</summary>
public sealed class SyscallFuzzTests
{
    private static readonly string[] s_names =
        ["a", "b", "c", "d", ".", "..", "", "/", "//", "a/", "./a", "../..", "a/../b", "dev", "proc", "self", "fd", "0", "etc", "\0", "é\ud800", new string('n', 256)];

    private static readonly int[] s_numbers = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 255, 0x1B6, 0x1FF, int.MaxValue, int.MinValue];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Syscalls_RandomArguments_NeverThrow(int seed)
    {
        PermissionPolicy? policy = seed % 2 == 0
            ? TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "*", "/workspace/d/**"), (PermissionMode.Allow, "read", "/**/c")) with { Network = ScopePolicy.Allow }
            : null;
        var broker = new FakeBroker();
        broker.Put("a/b", [1, 2, 3]);
        using TestKernel kernel = TestKernel.Create(
            policy,
            l => l with { MaxFilesystemBytes = 4 * 1024 * 1024, MaxOpenFds = 40, MaxInodeCount = 400 },
            c => c with { Broker = broker, Mounts = [new(1, "/workspace/c", ReadOnly: false)] });
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            Call(kernel.Sys, random);
        }

        Assert.Empty(kernel.Faults);
        Assert.Equal(0, kernel.Kernel.Snapshot().InternalErrors);
        ResourceUsage usage = kernel.Kernel.Snapshot();
        Assert.InRange(usage.FilesystemBytes, 0, 4 * 1024 * 1024);
        Assert.InRange(usage.Inodes, 1, 400);
        Assert.InRange(usage.OpenFds, 0, 40);
        kernel.Process.Exit(0, null);
        Assert.Equal(0, kernel.Kernel.Snapshot().OpenFiles);
        Assert.Equal((0, 0), (kernel.Kernel.Net.Sockets.Used, kernel.Kernel.Net.Connections.Used));
    }

    private static string Path(Random random)
    {
        string path = random.Next(3) == 0 ? "/workspace" : "";
        for (int parts = random.Next(4); parts >= 0; parts--)
        {
            path += (path.Length == 0 && random.Next(2) == 0 ? "" : "/") + s_names[random.Next(s_names.Length)];
        }

        return random.Next(500) == 0 ? null! : path;
    }

    private static int Number(Random random) => s_numbers[random.Next(s_numbers.Length)];

    private static long Long(Random random) => random.Next(4) switch
    {
        0 => long.MaxValue - random.Next(3),
        1 => long.MinValue + random.Next(3),
        2 => random.Next(-5, 100_000),
        _ => 1L << random.Next(63),
    };

    private static IpEndpoint Endpoint(Random random)
    {
        IpAddress[] addresses =
            [IpAddress.AnyV4, IpAddress.AnyV6, IpAddress.LoopbackV4, IpAddress.LoopbackV6, IpAddress.LoopbackV4.Mapped, IpAddress.FromV4(0xE0000001), IpAddress.FromV4(uint.MaxValue), new(UInt128.MaxValue, true)];
        ushort[] ports = [0, 1, 4000, 4001, 40_000, ushort.MaxValue];
        return new IpEndpoint(addresses[random.Next(addresses.Length)], ports[random.Next(ports.Length)]);
    }

    private static void CallSockets(ProcessSyscalls sys, Random random)
    {
        int fd = random.Next(-1, 40);
        SocketSyscalls net = sys.Net;
        switch (random.Next(12))
        {
            case 0:
            case 1:
                net.Socket((SocketKind)random.Next(-1, 7));
                break;
            case 2:
                net.Bind(fd, Endpoint(random));
                break;
            case 3:
                net.Listen(fd, random.Next(-1, 3));
                break;
            case 4:
            case 5:
                net.Connect(fd, Endpoint(random));
                break;
            case 6:
                net.Accept(fd);
                break;
            case 7:
                net.SetOption(fd, (SocketOption)random.Next(-1, 20), Number(random));
                net.GetOption(fd, (SocketOption)random.Next(-1, 20));
                break;
            case 8:
                net.SendTo(fd, new byte[random.Next(3000)], random.Next(2) == 0 ? Endpoint(random) : null);
                net.ReceiveFrom(fd, new byte[random.Next(3000)]);
                break;
            case 9:
                net.BindUnix(fd, Path(random));
                net.ConnectUnix(fd, random.Next(2) == 0 ? Path(random) : "\0a");
                break;
            case 10:
                net.SetMembership(fd, Endpoint(random).Address, random.Next(2) == 0 ? Endpoint(random).Address : null, null, random.Next(2) == 0);
                net.Disconnect(fd);
                break;
            default:
                net.Shutdown(fd, random.Next(2) == 0, random.Next(2) == 0);
                net.GetSockName(fd);
                net.GetPeerName(fd);
                sys.NotifyReadable(fd, () => { });
                sys.NotifyWritable(fd, () => { });
                break;
        }
    }

    private static void Call(ProcessSyscalls sys, Random random)
    {
        int fd = random.Next(-1, 12);
        if (random.Next(3) == 0)
        {
            CallSockets(sys, random);
            return;
        }

        switch (random.Next(34))
        {
            case 0:
            case 1:
                sys.Open(Path(random), (OpenFlags)(random.Next() & 0x1B0FC3), Number(random), wait: false);
                break;
            case 2:
                sys.Close(fd);
                break;
            case 3:
                sys.Read(fd, new byte[random.Next(200)], Long(random), wait: false);
                break;
            case 4:
                sys.Write(fd, new byte[random.Next(5000)], Long(random));
                break;
            case 5:
                sys.Write(fd, new byte[random.Next(5000)], -1);
                break;
            case 6:
                sys.Stat(Path(random), random.Next(2) == 0);
                break;
            case 7:
                sys.Fstat(fd);
                break;
            case 8:
                sys.Access(Path(random), Number(random));
                break;
            case 9:
                sys.ReadDir(Path(random));
                break;
            case 10:
                sys.Mkdir(Path(random), Number(random));
                break;
            case 11:
                sys.Rmdir(Path(random));
                break;
            case 12:
                sys.Unlink(Path(random));
                break;
            case 13:
            case 14:
                sys.Rename(Path(random), Path(random));
                break;
            case 15:
                sys.Link(Path(random), Path(random));
                break;
            case 16:
                sys.Symlink(Path(random), Path(random));
                break;
            case 17:
                sys.ReadLink(Path(random));
                break;
            case 18:
                sys.RealPath(Path(random));
                break;
            case 19:
                sys.Mkdtemp(Path(random));
                sys.Mkfifo(Path(random), random.Next(0x200));
                sys.NotifyOpened(fd, () => { });
                break;
            case 20:
                sys.Truncate(Path(random), Long(random));
                break;
            case 21:
                sys.Ftruncate(fd, Long(random));
                break;
            case 22:
                sys.Chmod(Path(random), Number(random) | 0x1C0);
                break;
            case 23:
                sys.Chown(Path(random), Number(random), Number(random), random.Next(2) == 0);
                break;
            case 24:
                sys.Utimes(Path(random), double.NaN, random.NextDouble() * 1e300, random.Next(2) == 0);
                break;
            case 25:
                sys.CopyFile(Path(random), Path(random), (CopyFileFlags)random.Next(16));
                break;
            case 26:
                sys.Chdir(Path(random));
                break;
            case 27:
                sys.Getcwd();
                break;
            case 28:
                sys.Setenv(Path(random), Path(random));
                break;
            case 29:
                sys.Kill(Number(random), Signal.None);
                break;
            case 30:
                sys.Seek(fd, Long(random), random.Next(-1, 4));
                break;
            case 31:
                sys.Dup2(fd, random.Next(-1, 60));
                break;
            case 32:
                sys.Statfs(Path(random));
                break;
            default:
                sys.Getenv(Path(random));
                sys.Fchmod(fd, Number(random));
                sys.Futimes(fd, double.NegativeInfinity, double.PositiveInfinity);
                sys.SetSignalDisposition((Signal)Number(random), (SignalDisposition)Number(random));
                sys.Wait(Number(random));
                break;
        }
    }
}
