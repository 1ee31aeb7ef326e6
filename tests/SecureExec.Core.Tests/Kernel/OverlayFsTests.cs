using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>What an overlay makes of a lower tree. The lower tree never changes.</summary>
public sealed class OverlayFsTests : IDisposable
{
    private const string Over = OverlayKernel.Directory;
    private const string Lower = OverlayKernel.Lower;

    private readonly TestKernel _kernel;
    private readonly OverlayFs _overlay;

    public OverlayFsTests() => _kernel = OverlayKernel.Create(
        k =>
        {
            k.Put($"{Lower}/f", "lower");
            k.Put($"{Lower}/dir/a", "a");
            k.Put($"{Lower}/dir/b", "b");
            k.Put($"{Lower}/dir/sub/c", "c");
            Assert.True(k.Host.Symlink("f", $"{Lower}/link").Ok);
            Assert.True(k.Sys.Link($"{Lower}/f", $"{Lower}/hard").Ok);
        },
        out _overlay);

    private ProcessSyscalls Sys => _kernel.Sys;

    public void Dispose()
    {
        Assert.Equal("lower", _kernel.Read($"{Lower}/f").Value);
        Assert.Equal(["dir", "f", "hard", "link"], Names(Lower));
        Assert.Equal(["a", "b", "sub"], Names($"{Lower}/dir"));
        Assert.Empty(_kernel.Faults);
        _kernel.Dispose();
    }

    [Fact]
    public void Read_LowerFile_IsSeenThroughWithoutACopy()
    {
        long inodes = _kernel.Kernel.Snapshot().Inodes;
        Assert.Equal("lower", _kernel.Read($"{Over}/f").Value);
        Assert.Equal("c", _kernel.Read($"{Over}/dir/sub/c").Value);
        Assert.Equal("lower", _kernel.Read($"{Over}/link").Value);
        Assert.Equal(["a", "b", "sub"], Names($"{Over}/dir"));
        Assert.Equal(inodes, _kernel.Kernel.Snapshot().Inodes);
        FileStat stat = Sys.Stat($"{Over}/f", true).Value;
        Assert.Equal(0x202UL, stat.Dev);
        Assert.Equal(stat.Ino, Sys.Stat($"{Over}/f", true).Value.Ino);
    }

    [Fact]
    public void Write_LowerFile_CopiesItUpAndKeepsItsInode()
    {
        int reader = Sys.Open($"{Over}/f", OpenFlags.O_RDONLY, 0).Value;
        ulong ino = Sys.Fstat(reader).Value.Ino;
        Assert.Equal(Errno.Success, _kernel.Write($"{Over}/f", "+", OpenFlags.O_APPEND));
        Assert.Equal("lower+", _kernel.Read($"{Over}/f").Value);
        Assert.Equal(ino, Sys.Stat($"{Over}/f", true).Value.Ino);
        Assert.Equal(6, Sys.Read(reader, new byte[10], 0, false).Value);
        Assert.True(Sys.Close(reader).Ok);
    }

    [Fact]
    public void Write_OneNameOfALinkedLowerFile_LeavesTheOther()
    {
        Assert.Equal(Errno.Success, _kernel.Write($"{Over}/f", "changed"));
        Assert.Equal("lower", _kernel.Read($"{Over}/hard").Value);
        Assert.True(Sys.Unlink($"{Over}/f").Ok);
        Assert.Equal("lower", _kernel.Read($"{Over}/hard").Value);
    }

    [Fact]
    public void Unlink_LowerFile_LeavesAWhiteoutThatCounts()
    {
        long inodes = _kernel.Kernel.Snapshot().Inodes;
        Assert.True(Sys.Unlink($"{Over}/f").Ok);
        Assert.Equal(inodes + 1, _kernel.Kernel.Snapshot().Inodes);
        Assert.Equal(Errno.ENOENT, Sys.Stat($"{Over}/f", true).Error);
        Assert.Equal(Errno.ENOENT, Sys.Unlink($"{Over}/f").Error);
        Assert.DoesNotContain("f", Names(Over));
        Assert.Equal(Errno.Success, _kernel.Write($"{Over}/f", "new", OpenFlags.O_EXCL));
        Assert.Equal("new", _kernel.Read($"{Over}/f").Value);
        Assert.True(Sys.Unlink($"{Over}/f").Ok);
        Assert.Equal(Errno.ENOENT, Sys.Stat($"{Over}/f", true).Error);
    }

    [Fact]
    public void Mkdir_OverAWhiteout_IsOpaque()
    {
        Assert.Equal(Errno.ENOTEMPTY, Sys.Rmdir($"{Over}/dir").Error);
        Assert.True(Sys.Unlink($"{Over}/dir/sub/c").Ok);
        Assert.True(Sys.Rmdir($"{Over}/dir/sub").Ok);
        Assert.True(Sys.Unlink($"{Over}/dir/a").Ok);
        Assert.True(Sys.Unlink($"{Over}/dir/b").Ok);
        Assert.True(Sys.Rmdir($"{Over}/dir").Ok);
        Assert.True(Sys.Mkdir($"{Over}/dir", 0x1ED).Ok);
        Assert.Empty(Names($"{Over}/dir"));
        Assert.Equal(Errno.ENOENT, Sys.Stat($"{Over}/dir/a", true).Error);
        Assert.True(Sys.Rename($"{Over}/dir", $"{Over}/moved").Ok);
        Assert.Equal(Errno.ENOENT, Sys.Stat($"{Over}/dir", true).Error);
    }

    [Fact]
    public void Rename_LowerFile_MovesACopy()
    {
        Assert.True(Sys.Rename($"{Over}/f", $"{Over}/dir/a").Ok);
        Assert.Equal("lower", _kernel.Read($"{Over}/dir/a").Value);
        Assert.Equal(Errno.ENOENT, Sys.Stat($"{Over}/f", true).Error);
        Assert.Equal(["a", "b", "sub"], Names($"{Over}/dir"));
    }

    [Fact]
    public void Rename_DirectoryOfTheLowerTree_IsEXDEV()
    {
        Assert.Equal(Errno.EXDEV, Sys.Rename($"{Over}/dir", $"{Over}/other").Error);
        Assert.True(Sys.Mkdir($"{Over}/own", 0x1ED).Ok);
        Assert.True(Sys.Rename($"{Over}/own", $"{Over}/other").Ok);
        Assert.Equal(Errno.ENOTEMPTY, Sys.Rename($"{Over}/other", $"{Over}/dir").Error);
    }

    [Fact]
    public void Link_LowerFile_SharesTheCopy()
    {
        Assert.True(Sys.Link($"{Over}/dir/a", $"{Over}/second").Ok);
        Assert.Equal(Errno.Success, _kernel.Write($"{Over}/second", "both"));
        Assert.Equal("both", _kernel.Read($"{Over}/dir/a").Value);
        Assert.Equal(2UL, Sys.Stat($"{Over}/dir/a", true).Value.Nlink);
    }

    [Fact]
    public void Attributes_OfLowerObjects_ChangeInACopy()
    {
        Assert.True(_kernel.Host.Chmod($"{Over}/f", 0x100).Ok);
        Assert.True(_kernel.Host.Chmod($"{Over}/dir", 0x1C0).Ok);
        Assert.Equal(0x100u, Sys.Stat($"{Over}/f", true).Value.Mode & 0xFFF);
        Assert.Equal(0x1C0u, Sys.Stat($"{Over}/dir", true).Value.Mode & 0xFFF);
        Assert.Equal(0x1A4u, Sys.Stat($"{Lower}/f", true).Value.Mode & 0xFFF);
        Assert.Equal("lower", _kernel.Read($"{Over}/f").Value);
    }

    [Fact]
    public void CopyUp_WithoutRoom_IsENOSPCAndChangesNothing()
    {
        using TestKernel small = OverlayKernel.Create(
            k => k.Put($"{Lower}/big", new string('x', 3 << 20)),
            out _,
            l => l with { MaxFilesystemBytes = 2 << 20 });
        long bytes = small.Kernel.Snapshot().FilesystemBytes;
        Assert.Equal(Errno.ENOSPC, small.Sys.Open($"{Over}/big", OpenFlags.O_WRONLY, 0).Error);
        Assert.Equal(bytes, small.Kernel.Snapshot().FilesystemBytes);
        Assert.Equal(3 << 20, small.Sys.Stat($"{Over}/big", true).Value.Size);
    }

    [Fact]
    public void Lowers_MergeFromTheTopDown()
    {
        using TestKernel kernel = TestKernel.Create();
        TmpFs[] layers = [Layer("one", "top"), Layer("two", "bottom")];
        var overlay = new OverlayFs(0x300, new TmpFs(0x301, TimeProvider.System, new Budget(1 << 20), new Budget(100), (Abi.FileMode)0x1FF, 1000, 1000), [.. layers.Select(l => l.Root)], kernel.Kernel.HostCaller);
        OverlayKernel.Mount(kernel, overlay, "/mnt/merged");
        Assert.Equal(["d", "one", "same", "two"], kernel.Sys.ReadDir("/mnt/merged").Value.Select(e => e.Name).Order());
        Assert.Equal("top", kernel.Read("/mnt/merged/same").Value);
        Assert.Equal(["one", "two"], kernel.Sys.ReadDir("/mnt/merged/d").Value.Select(e => e.Name).Order());
        Assert.Contains("overlay /mnt/merged overlay rw", kernel.Read("/proc/mounts").Value, StringComparison.Ordinal);

        static TmpFs Layer(string own, string same)
        {
            var fs = new TmpFs(0x310, TimeProvider.System, new Budget(1 << 20), new Budget(100), (Abi.FileMode)0x1FF, 1000, 1000);
            fs.Root.CreateFile(own, (Abi.FileMode)0x1A4, 1000, 1000);
            var file = (FileInode)fs.Root.CreateFile("same", (Abi.FileMode)0x1A4, 1000, 1000).Value;
            file.WriteAt(0, System.Text.Encoding.UTF8.GetBytes(same));
            var directory = (DirectoryInode)fs.Root.CreateDirectory("d", (Abi.FileMode)0x1ED, 1000, 1000).Value;
            directory.CreateFile(own, (Abi.FileMode)0x1A4, 1000, 1000);
            return fs;
        }
    }

    [Fact]
    public void Statfs_IsTheUppersWithItsOwnType() => Assert.Equal(0x794c7630, Sys.Statfs(Over).Value.Type);

    private IEnumerable<string> Names(string path) => Sys.ReadDir(path).Value.Select(e => e.Name).Order(StringComparer.Ordinal);
}
