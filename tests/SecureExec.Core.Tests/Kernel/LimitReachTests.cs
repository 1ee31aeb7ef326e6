using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Limits of single calls, each reached.</summary>
public sealed class LimitReachTests
{
    [Fact]
    public void MaxPathBytes_BindsPathsAndLinkTargets()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxPathBytes = 300 });
        string longest = string.Concat(Enumerable.Repeat("./", 149)) + "f";
        Assert.Equal(Errno.Success, kernel.Write(longest, "x"));
        Assert.Equal(Errno.ENAMETOOLONG, kernel.Write("./" + longest, "x"));
        Assert.Equal(Errno.ENAMETOOLONG, kernel.Sys.Symlink(new string('a', 300), "l").Error);
        Assert.True(kernel.Sys.Symlink(new string('a', 299), "l").Ok);
        Assert.Throws<ArgumentException>(() => TestKernel.Create(limits: l => l with { MaxPathBytes = 4097 }));
    }

    [Fact]
    public void MaxBlockingReadMs_EndsAReadWithoutData()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxBlockingReadMs = 1 });
        var input = new StreamInput(100);
        GuestProcess process = kernel.NewProcess(new ProcessConfig { Argv = ["node"], Stdin = input });
        Assert.Equal(Errno.EAGAIN, process.Sys.Read(0, new byte[1], -1, wait: true).Error);
        input.TryWrite("x"u8);
        Assert.Equal(1, process.Sys.Read(0, new byte[1], -1, wait: true).Value);
    }

    [Fact]
    public void MaxRecursionDepth_BindsRemoval()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxRecursionDepth = 4 });
        Assert.True(kernel.Host.Mkdir("/tmp/1/2/3/4/5/6", recursive: true).Ok);
        Assert.Equal(Errno.ENOMEM, kernel.Host.Remove("/tmp/1", recursive: true).Error);
        Assert.True(kernel.Host.Remove("/tmp/1/2", recursive: true).Ok);
    }

    [Fact]
    public void MaxRecursionEntries_BindsRemovalAndMovesUnderAPolicy()
    {
        using TestKernel kernel = TestKernel.Create(
            TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "read", "/nothing")),
            l => l with { MaxRecursionEntries = 10 });
        for (int i = 0; i < 11; i++)
        {
            kernel.Put($"/workspace/d/{i}", "");
        }

        Assert.Equal(Errno.ENOMEM, kernel.Host.Remove("/workspace/d", recursive: true).Error);
        Assert.True(kernel.Host.Chown("/workspace/d", 1000, 1000).Ok);
        Assert.Equal(Errno.ENOMEM, kernel.Sys.Rename("/workspace/d", "/workspace/e").Error);
        kernel.Host.Remove("/workspace/d/0", recursive: false);
        Assert.True(kernel.Sys.Rename("/workspace/d", "/workspace/e").Ok);
    }

    [Fact]
    public void MaxReaddirEntries_BindsAListing()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxReaddirEntries = 40 });
        for (int i = 0; i <= 40; i++)
        {
            kernel.Put($"/workspace/{i}", "");
        }

        Assert.Equal(Errno.ENOMEM, kernel.Sys.ReadDir("/workspace").Error);
        kernel.Sys.Unlink("/workspace/0");
        Assert.Equal(40, kernel.Sys.ReadDir("/workspace").Value.Count);
    }

    [Fact]
    public void MaxPreadAndFdWriteBytes_ShortenACall()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxPreadBytes = 4096, MaxFdWriteBytes = 5000 });
        int fd = kernel.Sys.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Assert.Equal(5000, kernel.Sys.Write(fd, new byte[6000], -1).Value);
        Assert.Equal(4096, kernel.Sys.Read(fd, new byte[6000], 0, wait: false).Value);
    }
}
