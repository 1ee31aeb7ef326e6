using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>A fork of the files: equal at first, apart from then on, sharing content until one side writes.</summary>
public sealed class ForkTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public void Fork_HasNamesContentAttributesAndLinks()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("d1", "x");
        kernel.Sys.Mkdir("/workspace/dir", 0x1ED);
        kernel.Write("/workspace/dir/f", "content");
        kernel.Sys.Chmod("/workspace/dir/f", 0x180);
        kernel.Sys.Utimes("/workspace/dir/f", 5, 6, true);
        kernel.Sys.Link("/workspace/dir/f", "/workspace/second");
        kernel.Sys.Symlink("dir/f", "/workspace/link");
        FileStat before = kernel.Sys.Stat("/workspace/dir/f", true).Value;
        string at = Mount(kernel, kernel.Kernel.RootFs.Fork(0x400, kernel.Kernel.Bytes, kernel.Kernel.Inodes).Value);
        Assert.Equal(before with { Dev = 0x400 }, kernel.Sys.Stat($"{at}/workspace/dir/f", true).Value);
        Assert.Equal("content", kernel.Read($"{at}/workspace/link").Value);
        Assert.Equal(before.Ino, kernel.Sys.Stat($"{at}/workspace/second", true).Value.Ino);
        Assert.Equal(2UL, kernel.Sys.Stat($"{at}/workspace/second", true).Value.Nlink);
        Assert.Equal(kernel.Sys.Stat("/workspace", true).Value.Nlink, kernel.Sys.Stat($"{at}/workspace", true).Value.Nlink);
        Assert.Equal(kernel.Read("/etc/passwd").Value, kernel.Read($"{at}/etc/passwd").Value);
    }

    [Fact]
    public void Fork_ThenWriteOnEitherSide_LeavesTheOther()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("f", new string('a', 200_000));
        string at = Mount(kernel, kernel.Kernel.RootFs.Fork(0x400, kernel.Kernel.Bytes, kernel.Kernel.Inodes).Value);
        WriteAt(kernel, "f", 100_000, "ORIGINAL");
        WriteAt(kernel, $"{at}/workspace/f", 70_000, "FORK");
        kernel.Sys.Truncate($"{at}/workspace/f", 130_000);
        Assert.Equal("aORIGINALa", ReadAt(kernel, "f", 99_999, 10));
        Assert.Equal("aaaaaa", ReadAt(kernel, "f", 69_999, 6));
        Assert.Equal("aFORKa", ReadAt(kernel, $"{at}/workspace/f", 69_999, 6));
        Assert.Equal("aaaaaaaaaa", ReadAt(kernel, $"{at}/workspace/f", 99_999, 10));
        Assert.Equal(200_000, kernel.Sys.Stat("f", true).Value.Size);
        Assert.True(kernel.Sys.Truncate($"{at}/workspace/f", 140_000).Ok);
        Assert.Equal("\0\0", ReadAt(kernel, $"{at}/workspace/f", 130_000, 2));
        Assert.Equal("aa", ReadAt(kernel, "f", 130_000, 2));
        Assert.True(kernel.Sys.Unlink("f").Ok);
        Assert.Equal("aFORKa", ReadAt(kernel, $"{at}/workspace/f", 69_999, 6));
    }

    [Fact]
    public void Fork_CopiesNoContent()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Host.WriteFile("/workspace/big", new byte[48 * MiB]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TmpFs fork = kernel.Kernel.RootFs.Fork(0x400, new Budget(64 * MiB), new Budget(10_000)).Value;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MiB);
        Assert.InRange(fork.Bytes.Used, 48 * MiB, 49 * MiB);
    }

    [Theory]
    [InlineData(MiB, 10_000)]
    [InlineData(64 * MiB, 20)]
    public void Fork_WithoutRoom_IsENOSPCAndGivesAllBack(long bytes, long inodes)
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Host.WriteFile("/workspace/big", new byte[2 * MiB]);
        kernel.Sys.Symlink(new string('x', 1000), "link");
        var room = new Budget(bytes);
        var names = new Budget(inodes);
        Assert.Equal(Errno.ENOSPC, kernel.Kernel.RootFs.Fork(0x400, room, names).Error);
        Assert.Equal(0, room.Used);
        Assert.Equal(0, names.Used);
    }

    [Fact]
    public void Snapshot_CanBeForkedAgainWhileTheOriginalGoesOn()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Write("f", "first");
        TmpFs snapshot = kernel.Kernel.RootFs.Fork(0x400, new Budget(8 * MiB), new Budget(10_000)).Value;
        kernel.Write("f", "second");
        string one = Mount(kernel, snapshot.Fork(0x401, new Budget(8 * MiB), new Budget(10_000)).Value, "/mnt/one");
        string two = Mount(kernel, snapshot.Fork(0x402, new Budget(8 * MiB), new Budget(10_000)).Value, "/mnt/two");
        kernel.Write($"{one}/workspace/f", "third");
        Assert.Equal("second", kernel.Read("f").Value);
        Assert.Equal("third", kernel.Read($"{one}/workspace/f").Value);
        Assert.Equal("first", kernel.Read($"{two}/workspace/f").Value);
    }

    private static string Mount(TestKernel kernel, TmpFs fork, string path = "/mnt/fork")
    {
        OverlayKernel.Mount(kernel, fork, path);
        return path;
    }

    private static void WriteAt(TestKernel kernel, string path, long offset, string text)
    {
        int fd = kernel.Sys.Open(path, OpenFlags.O_WRONLY, 0).Value;
        Assert.Equal(text.Length, kernel.Sys.Write(fd, System.Text.Encoding.ASCII.GetBytes(text), offset).Value);
        kernel.Sys.Close(fd);
    }

    private static string ReadAt(TestKernel kernel, string path, long offset, int count)
    {
        int fd = kernel.Sys.Open(path, OpenFlags.O_RDONLY, 0).Value;
        var buffer = new byte[count];
        int read = kernel.Sys.Read(fd, buffer, offset, false).Value;
        kernel.Sys.Close(fd);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, read);
    }
}
