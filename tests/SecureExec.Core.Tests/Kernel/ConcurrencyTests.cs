using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Several processes at once on the same names: no exception, no loss, no leak.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Syscalls_ManyProcessesOnTheSameNames_StayConsistent()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Sys.Mkdir("shared", 0x1ED);
        long bytes = kernel.Kernel.Snapshot().FilesystemBytes;
        long inodes = kernel.Kernel.Snapshot().Inodes;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => Work(kernel.NewProcess(), n))));
        foreach (DirectoryEntry entry in kernel.Host.List("/workspace/shared").Value)
        {
            Assert.True(kernel.Host.Remove($"/workspace/shared/{entry.Name}", recursive: true).Ok);
        }

        Assert.Empty(kernel.Faults);
        Assert.Equal(bytes, kernel.Kernel.Snapshot().FilesystemBytes);
        Assert.Equal(inodes, kernel.Kernel.Snapshot().Inodes);
        Assert.Equal(3, kernel.Kernel.Snapshot().OpenFiles);
    }

    [Fact]
    public async Task Append_FromManyProcesses_LosesNothing()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("log", "");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            GuestProcess process = kernel.NewProcess();
            int fd = process.Sys.Open("log", OpenFlags.O_WRONLY | OpenFlags.O_APPEND, 0).Value;
            for (int i = 0; i < 500; i++)
            {
                process.Sys.Write(fd, "0123456789"u8, -1);
            }
        })));
        Assert.Equal(20_000, kernel.Sys.Stat("log", true).Value.Size);
    }

    private static void Work(GuestProcess process, int seed)
    {
        var random = new Random(seed);
        ProcessSyscalls sys = process.Sys;
        for (int i = 0; i < 4000; i++)
        {
            string a = $"shared/{random.Next(6)}";
            string b = $"shared/{random.Next(6)}/{random.Next(3)}";
            switch (random.Next(7))
            {
                case 0:
                    sys.Mkdir(a, 0x1ED);
                    break;
                case 1:
                    sys.Rename(a, $"shared/{random.Next(6)}");
                    break;
                case 2:
                    sys.Rename(b, a);
                    break;
                case 3:
                    if (sys.Open(b, OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6) is { Ok: true, Value: var fd })
                    {
                        sys.Write(fd, new byte[random.Next(9000)], -1);
                        sys.Close(fd);
                    }

                    break;
                case 4:
                    sys.Unlink(b);
                    break;
                case 5:
                    sys.Link(b, a);
                    break;
                default:
                    sys.Rmdir(a);
                    sys.ReadDir(a);
                    sys.Unlink(a);
                    break;
            }
        }

        process.Exit(0, null);
    }
}
