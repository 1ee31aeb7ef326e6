using SecureExec.Abi;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Files in memory: the common rules, and what only they promise.</summary>
public sealed class TmpFsConformance : FileSystemConformance
{
    public TmpFsConformance()
        : base(TestKernel.Create(), "/workspace")
    {
    }

    [Fact]
    public void Unlink_OpenFile_StaysUsableUntilClosed()
    {
        long before = Test.Kernel.Snapshot().FilesystemBytes;
        int fd = Sys.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Sys.Write(fd, "abc"u8, -1);
        Assert.True(Sys.Unlink("f").Ok);
        Assert.Equal(Errno.ENOENT, Sys.Stat("f", true).Error);
        Assert.Equal(0UL, Sys.Fstat(fd).Value.Nlink);
        Assert.Equal(3, Sys.Write(fd, "def"u8, -1).Value);
        Assert.Equal(6, Sys.Read(fd, new byte[10], 0, false).Value);
        Assert.True(Test.Kernel.Snapshot().FilesystemBytes > before);
        Sys.Close(fd);
        Assert.Equal(before, Test.Kernel.Snapshot().FilesystemBytes);
    }

    [Fact]
    public void Rmdir_WorkingDirectory_LeavesNowhere()
    {
        Sys.Mkdir("d", 0x1ED);
        Sys.Chdir("d");
        Assert.True(Sys.Rmdir("../d").Ok);
        Assert.Equal(Errno.ENOENT, Sys.Getcwd().Error);
        Assert.Equal(Errno.ENOENT, Test.Write("f", "x"));
        Assert.Equal(Errno.ENOENT, Sys.Mkdir("e", 0x1ED).Error);
        Assert.True(Sys.Chdir("/").Ok);
    }

    [Fact]
    public void Directories_CountTheirSubdirectoriesAsLinks()
    {
        Sys.Mkdir("d", 0x1ED);
        Assert.Equal(2UL, Sys.Stat("d", true).Value.Nlink);
        Sys.Mkdir("d/e", 0x1ED);
        Assert.Equal(3UL, Sys.Stat("d", true).Value.Nlink);
        Sys.Mkdir("g", 0x1ED);
        Sys.Rename("d/e", "g/e");
        Assert.Equal(2UL, Sys.Stat("d", true).Value.Nlink);
        Assert.Equal(3UL, Sys.Stat("g", true).Value.Nlink);
    }

    [Fact]
    public void Rename_OverOpenFile_FreesItWhenClosed()
    {
        Test.Write("a", "a");
        Test.Write("b", new string('b', 10_000));
        int fd = Sys.Open("b", OpenFlags.O_RDONLY, 0).Value;
        long inodes = Test.Kernel.Snapshot().Inodes;
        Assert.True(Sys.Rename("a", "b").Ok);
        Assert.Equal(inodes - 1, Test.Kernel.Snapshot().Inodes);
        Assert.Equal(10_000, Sys.Fstat(fd).Value.Size);
        long bytes = Test.Kernel.Snapshot().FilesystemBytes;
        Sys.Close(fd);
        Assert.True(Test.Kernel.Snapshot().FilesystemBytes < bytes);
    }

    [Fact]
    public void Sticky_ForeignFileInTmp_IsNotRemoved()
    {
        Test.Put("/tmp/host", "x");
        Test.Host.Chown("/tmp/host", 0, 0);
        Assert.Equal(Errno.EPERM, Sys.Unlink("/tmp/host").Error);
        Assert.Equal(Errno.EPERM, Sys.Rename("/tmp/host", "/tmp/other").Error);
        Test.Write("/tmp/own", "x");
        Assert.Equal(Errno.EPERM, Sys.Rename("/tmp/own", "/tmp/host").Error);
        Assert.True(Sys.Unlink("/tmp/own").Ok);
    }

    [Fact]
    public void SetGid_OfADirectory_IsInherited()
    {
        Assert.True(Test.Host.Mkdir("/workspace/shared", recursive: false).Ok);
        Assert.True(Test.Host.Chown("/workspace/shared", 1000, 50).Ok);
        Assert.True(Test.Host.Chmod("/workspace/shared", 0x5FD).Ok);
        Assert.Equal(Errno.Success, Test.Write("shared/f", "x"));
        Assert.True(Sys.Mkdir("shared/d", 0x1ED).Ok);
        Assert.Equal(50u, Sys.Stat("shared/f", true).Value.Gid);
        Assert.Equal((50u, 0x5EDu), (Sys.Stat("shared/d", true).Value.Gid, Sys.Stat("shared/d", true).Value.Mode & 0xFFF));
        Assert.Equal(1000u, Sys.Stat("shared/f", true).Value.Uid);
    }

    [Fact]
    public void SystemFiles_AreReadableAndNotWritable()
    {
        Assert.StartsWith("root:x:0:0:", Test.Read("/etc/passwd").Value, StringComparison.Ordinal);
        Assert.Equal(Errno.EACCES, Test.Read("/etc/shadow").Error);
        Assert.Equal(Errno.EACCES, Test.Write("/etc/passwd", "x"));
        Assert.Equal(Errno.EACCES, Test.Write("/etc/new", "x"));
        Assert.Equal(Errno.EACCES, Sys.Unlink("/etc/passwd").Error);
        Assert.Equal(Errno.EACCES, Sys.ReadDir("/root").Error);
        Assert.Equal(Errno.EPERM, Sys.Chmod("/etc/passwd", 0x1FF).Error);
        Assert.Equal(Errno.EPERM, Sys.Utimes("/etc/passwd", 1, 1, true).Error);
        Assert.Equal(Errno.EPERM, Sys.Link("/etc/passwd", "/workspace/p").Error);
    }

    [Fact]
    public void Chown_ByGuest_OnlyToItself()
    {
        Test.Write("f", "x");
        Assert.True(Sys.Chown("f", 1000, 1000, true).Ok);
        Assert.True(Sys.Chown("f", -1, -1, true).Ok);
        Assert.Equal(Errno.EPERM, Sys.Chown("f", 0, -1, true).Error);
        Assert.Equal(Errno.EPERM, Sys.Chown("/etc/passwd", 1000, 1000, true).Error);
    }

    [Fact]
    public void Times_FollowTheClock()
    {
        var clock = new ManualClock();
        using TestKernel kernel = TestKernel.Create(change: c => c with { TimeProvider = clock });
        clock.Advance(TimeSpan.FromSeconds(10));
        kernel.Write("f", "x");
        FileStat first = kernel.Sys.Stat("f", true).Value;
        Assert.Equal(first.Birthtime, first.Mtime);
        clock.Advance(TimeSpan.FromSeconds(10));
        kernel.Read("f");
        clock.Advance(TimeSpan.FromSeconds(10));
        kernel.Read("f");
        kernel.Sys.Chmod("f", 0x1B6);
        FileStat second = kernel.Sys.Stat("f", true).Value;
        Assert.Equal(first.Mtime.Seconds + 10, second.Atime.Seconds);
        Assert.Equal(first.Mtime, second.Mtime);
        Assert.Equal(first.Mtime.Seconds + 20, second.Ctime.Seconds);
    }

    [Fact]
    public void Umask_TakesBitsAway()
    {
        Assert.Equal(0x12, Sys.Umask(null).Value);
        Assert.Equal(0x12, Sys.Umask(0x3F).Value);
        Sys.Open("f", OpenFlags.O_WRONLY | OpenFlags.O_CREAT, 0x1B6);
        Assert.Equal(0x180u, Sys.Stat("f", true).Value.Mode & 0xFFF);
    }

    [Theory]
    [InlineData("/", nameof(Errno.EBUSY))]
    [InlineData("/proc", nameof(Errno.EBUSY))]
    [InlineData("/dev", nameof(Errno.EBUSY))]
    public void MountPoints_StayWhereTheyAre(string path, string expected)
    {
        Assert.Equal(expected, Test.Host.Remove(path, recursive: false).Error.ToString());
        Assert.Equal(expected, Test.Host.Rename(path, "/elsewhere").Error.ToString());
    }
}
