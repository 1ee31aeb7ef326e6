using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class FdTests
{
    [Fact]
    public void Open_TakesTheLowestFreeNumber()
    {
        using TestKernel kernel = TestKernel.Create();
        Assert.Equal(3, kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Value);
        Assert.Equal(4, kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Value);
        Assert.True(kernel.Sys.Close(3).Ok);
        Assert.True(kernel.Sys.Close(1).Ok);
        Assert.Equal(1, kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Value);
        Assert.Equal(3, kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Value);
        Assert.Equal(5, kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Value);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void AnyCall_BadDescriptor_ReturnsEBADF(int fd)
    {
        using TestKernel kernel = TestKernel.Create();
        ProcessSyscalls sys = kernel.Sys;
        Assert.Equal(Errno.EBADF, sys.Close(fd).Error);
        Assert.Equal(Errno.EBADF, sys.Read(fd, new byte[1], -1, true).Error);
        Assert.Equal(Errno.EBADF, sys.Write(fd, new byte[1], -1).Error);
        Assert.Equal(Errno.EBADF, sys.Fstat(fd).Error);
        Assert.Equal(Errno.EBADF, sys.Dup(fd).Error);
        Assert.Equal(Errno.EBADF, sys.Dup2(fd, 5).Error);
        Assert.Equal(Errno.EBADF, sys.Ftruncate(fd, 0).Error);
        Assert.Equal(Errno.EBADF, sys.Fchmod(fd, 0).Error);
        Assert.Equal(Errno.EBADF, sys.Fsync(fd).Error);
        Assert.Equal(Errno.EBADF, sys.Seek(fd, 0, 0).Error);
        Assert.False(sys.NotifyReadable(fd, () => { }));
    }

    [Fact]
    public void Dup_SharesTheOffset()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("f", "0123456789");
        int first = kernel.Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        int second = kernel.Sys.Dup(first).Value;
        int separate = kernel.Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        var buffer = new byte[4];
        kernel.Sys.Read(first, buffer, -1, false);
        kernel.Sys.Read(second, buffer, -1, false);
        Assert.Equal("4567"u8.ToArray(), buffer);
        kernel.Sys.Read(separate, buffer, -1, false);
        Assert.Equal("0123"u8.ToArray(), buffer);
        kernel.Sys.Close(first);
        Assert.Equal(2, kernel.Sys.Read(second, buffer, -1, false).Value);
    }

    [Fact]
    public void Dup2_ReplacesAndCloses()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("f", "f");
        kernel.Write("g", "g");
        int f = kernel.Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        int g = kernel.Sys.Open("g", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(g, kernel.Sys.Dup2(f, g).Value);
        Assert.Equal(kernel.Sys.Fstat(f).Value.Ino, kernel.Sys.Fstat(g).Value.Ino);
        Assert.Equal(f, kernel.Sys.Dup2(f, f).Value);
        Assert.Equal(40, kernel.Sys.Dup2(f, 40).Value);
        Assert.Equal(Errno.EBADF, kernel.Sys.Dup2(f, 100_000).Error);
        Assert.Equal(6, kernel.Kernel.Snapshot().OpenFds);
    }

    [Theory]
    [InlineData(2, 0, 2)]
    [InlineData(-3, 2, 7)]
    [InlineData(5, 2, 15)]
    [InlineData(1, 1, 4)]
    public void Seek_MovesTheOffset(long offset, int whence, long expected)
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("f", "0123456789");
        int fd = kernel.Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        kernel.Sys.Seek(fd, 3, 0);
        Assert.Equal(expected, kernel.Sys.Seek(fd, offset, whence).Value);
    }

    [Theory]
    [InlineData(-1, 0, nameof(Errno.EINVAL))]
    [InlineData(-100, 2, nameof(Errno.EINVAL))]
    [InlineData(0, 7, nameof(Errno.EINVAL))]
    [InlineData(long.MinValue, 1, nameof(Errno.EINVAL))]
    [InlineData(long.MaxValue, 2, nameof(Errno.EOVERFLOW))]
    public void Seek_OutOfRange_ReturnsErrno(long offset, int whence, string expected)
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("f", "0123456789");
        int fd = kernel.Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(expected, kernel.Sys.Seek(fd, offset, whence).Error.ToString());
    }

    [Fact]
    public void Open_AtTheProcessLimit_ReturnsEMFILE()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxOpenFds = 10 });
        for (int i = 3; i < 10; i++)
        {
            Assert.Equal(i, kernel.Sys.Open("/dev/null", OpenFlags.O_RDONLY, 0).Value);
        }

        Assert.Equal(Errno.EMFILE, kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Error);
        Assert.Equal(Errno.EMFILE, kernel.Sys.Dup(3).Error);
        Assert.Equal(10, kernel.Kernel.Snapshot().OpenFiles);
        kernel.Sys.Close(5);
        Assert.Equal(5, kernel.Sys.Dup(3).Value);
    }

    [Fact]
    public void Open_AtTheKernelLimit_ReturnsENFILE()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxOpenFiles = 8 });
        for (int i = 0; i < 5; i++)
        {
            Assert.True(kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Ok);
        }

        Assert.Equal(Errno.ENFILE, kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Error);
        Assert.True(kernel.Sys.Dup(3).Ok);
        Assert.Equal(Errno.ENFILE, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["node"] }).Error);
        kernel.Sys.Close(4);
        Assert.True(kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Ok);
    }

    [Fact]
    public void ReadAndWrite_BeyondTheCallLimits_AreShort()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxPreadBytes = 4096, MaxFdWriteBytes = 5000 });
        int fd = kernel.Sys.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Assert.Equal(5000, kernel.Sys.Write(fd, new byte[20_000], -1).Value);
        Assert.Equal(4096, kernel.Sys.Read(fd, new byte[20_000], 0, false).Value);
    }

    [Fact]
    public void Usage_CountsCallsAndBytes()
    {
        using TestKernel kernel = TestKernel.Create();
        long before = kernel.Process.Usage.Syscalls;
        int fd = kernel.Sys.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        kernel.Sys.Write(fd, new byte[100], -1);
        kernel.Sys.Read(fd, new byte[100], 40, false);
        kernel.Sys.Close(fd);
        Assert.Equal(4, kernel.Process.Usage.Syscalls - before);
        Assert.Equal(100, kernel.Process.Usage.BytesWritten);
        Assert.Equal(60, kernel.Process.Usage.BytesRead);
    }

    [Fact]
    public void HotCalls_AllocateNothing()
    {
        using TestKernel kernel = TestKernel.Create();
        int fd = kernel.Sys.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        var buffer = new byte[512];
        kernel.Sys.Write(fd, new byte[4096], -1);
        long perRound = 0;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                kernel.Sys.Read(fd, buffer, 0, false);
                kernel.Sys.Write(fd, buffer, 0);
                kernel.Sys.Fstat(fd);
            }

            perRound = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, perRound);
        long beforeStat = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            kernel.Sys.Stat("/workspace/f", true);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - beforeStat) / 1000, 0, 120);
    }
}
