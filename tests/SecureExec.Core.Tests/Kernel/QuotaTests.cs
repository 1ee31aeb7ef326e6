using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class QuotaTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public void Write_BeyondTheByteQuota_ReturnsENOSPCAndRecovers()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxFilesystemBytes = 2 * MiB });
        int fd = kernel.Sys.Open("f", OpenFlags.O_WRONLY | OpenFlags.O_CREAT, 0x1B6).Value;
        long written = 0;
        SysResult<int> last;
        while ((last = kernel.Sys.Write(fd, new byte[100_000], -1)).Ok)
        {
            written += last.Value;
        }

        Assert.Equal(Errno.ENOSPC, last.Error);
        Assert.InRange(written, (2 * MiB) - 200_000, 2 * MiB);
        Assert.Equal(written, kernel.Sys.Fstat(fd).Value.Size);
        Assert.InRange(kernel.Kernel.Snapshot().FilesystemBytes, written, 2 * MiB);
        Assert.Equal(Errno.ENOSPC, kernel.Host.WriteFile("/tmp/more", new byte[MiB]).Error);
        Assert.True(kernel.Sys.Ftruncate(fd, 0).Ok);
        Assert.True(kernel.Host.WriteFile("/tmp/more", new byte[MiB]).Ok);
    }

    [Fact]
    public void Write_FileAsLargeAsTheQuota_Fits()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxFilesystemBytes = 64 * MiB });
        long free = 64 * MiB - kernel.Kernel.Snapshot().FilesystemBytes;
        int fd = kernel.Sys.Open("big", OpenFlags.O_WRONLY | OpenFlags.O_CREAT, 0x1B6).Value;
        var block = new byte[MiB];
        long written = 0;
        while (written < free && kernel.Sys.Write(fd, block.AsSpan(0, (int)Math.Min(MiB, free - written)), -1) is { Ok: true, Value: var count })
        {
            written += count;
        }

        Assert.Equal(free, written);
    }

    [Fact]
    public void Write_FarBeyondTheEnd_CostsLittleButNotNothing()
    {
        using TestKernel kernel = TestKernel.Create();
        long before = kernel.Kernel.Snapshot().FilesystemBytes;
        int fd = kernel.Sys.Open("sparse", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Assert.True(kernel.Sys.Ftruncate(fd, 1L << 40).Ok);
        Assert.Equal(before, kernel.Kernel.Snapshot().FilesystemBytes);
        Assert.Equal(Errno.ENOSPC, kernel.Sys.Write(fd, "x"u8, 1L << 40).Error);
        Assert.Equal(1, kernel.Sys.Write(fd, "x"u8, 1L << 33).Value);
        Assert.InRange(kernel.Kernel.Snapshot().FilesystemBytes - before, MiB, 4 * MiB);
        Assert.Equal(Errno.EFBIG, kernel.Sys.Write(fd, "x"u8, long.MaxValue).Error);
        Assert.Equal(Errno.EFBIG, kernel.Sys.Ftruncate(fd, long.MaxValue).Error);
        kernel.Sys.Ftruncate(fd, 0);
        Assert.Equal(before, kernel.Kernel.Snapshot().FilesystemBytes);
    }

    [Fact]
    public void Create_BeyondTheInodeQuota_ReturnsENOSPC()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxInodeCount = 128 });
        Errno errno = Errno.Success;
        int made = 0;
        while (errno == Errno.Success)
        {
            errno = (made % 4) switch
            {
                0 => kernel.Write($"f{made}", ""),
                1 => kernel.Sys.Mkdir($"d{made}", 0x1ED).Error,
                2 => kernel.Sys.Symlink("x", $"l{made}").Error,
                _ => kernel.Sys.Link("f0", $"h{made}").Error,
            };
            made++;
        }

        Assert.Equal(Errno.ENOSPC, errno);
        Assert.Equal(128, kernel.Kernel.Snapshot().Inodes);
        Assert.Equal(Errno.ENOSPC, kernel.Sys.Link("f0", "another").Error);
        Assert.True(kernel.Sys.Unlink("l2").Ok);
        Assert.True(kernel.Sys.Link("f0", "another").Ok);
    }

    [Fact]
    public void Symlink_LongTargets_AreCharged()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxFilesystemBytes = MiB });
        long before = kernel.Kernel.Snapshot().FilesystemBytes;
        Assert.True(kernel.Sys.Symlink(new string('x', 4000), "long").Ok);
        Assert.Equal(4096, kernel.Kernel.Snapshot().FilesystemBytes - before);
        kernel.Sys.Unlink("long");
        Assert.Equal(before, kernel.Kernel.Snapshot().FilesystemBytes);
    }

    [Fact]
    public void ReadDir_BeyondTheLimit_ReturnsENOMEM()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxReaddirEntries = 50 });
        for (int i = 0; i < 50; i++)
        {
            kernel.Write($"f{i}", "");
        }

        Assert.Equal(50, kernel.Sys.ReadDir(".").Value.Count);
        kernel.Write("more", "");
        Assert.Equal(Errno.ENOMEM, kernel.Sys.ReadDir(".").Error);
    }

    [Fact]
    public void Link_BeyondLinkMax_ReturnsEMLINK()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxInodeCount = 100_000 });
        kernel.Write("f", "");
        Errno errno = Errno.Success;
        for (int i = 0; errno == Errno.Success; i++)
        {
            errno = kernel.Sys.Link("f", $"n{i}").Error;
        }

        Assert.Equal(Errno.EMLINK, errno);
        Assert.Equal((ulong)AbiLimits.LinkMax, kernel.Sys.Stat("f", true).Value.Nlink);
    }

    [Fact]
    public void CopyFile_BeyondTheQuota_LeavesNoHalfCopy()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxFilesystemBytes = 2 * MiB });
        kernel.Put("/workspace/f", new string('x', MiB + 1000));
        Assert.Equal(Errno.ENOSPC, kernel.Sys.CopyFile("f", "g", CopyFileFlags.None).Error);
        Assert.Equal(Errno.ENOENT, kernel.Sys.Stat("g", true).Error);
        Assert.Equal(3, kernel.Kernel.Snapshot().OpenFiles);
    }

    [Fact]
    public void CpuCount_IsWhatTheGuestSees()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { CpuCount = 3 });
        Assert.Equal(3, kernel.Read("/proc/cpuinfo").Value.Split("model name").Length - 1);
    }

    [Fact]
    public void Statfs_TellsTheQuota()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxFilesystemBytes = 8 * MiB });
        StatFs stat = kernel.Sys.Statfs("/workspace").Value;
        Assert.Equal(2048, stat.Blocks);
        Assert.InRange(stat.BlocksFree, 1900, 2047);
        Assert.Equal(16_384, stat.Files);
    }

    [Fact]
    public void Constructor_NoRoomForTheBaseSystem_IsNotReached()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxInodeCount = 128, MaxFilesystemBytes = MiB, MaxOpenFds = 3, MaxOpenFiles = 4 });
        Assert.True(kernel.Sys.Stat("/etc/passwd", true).Ok);
    }
}
