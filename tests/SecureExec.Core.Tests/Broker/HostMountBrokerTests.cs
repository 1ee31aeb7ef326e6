using System.Runtime.Versioning;
using System.Text;
using SecureExec.Abi;
using SecureExec.Broker;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Broker;

/// <summary>The broker against a real directory, once with openat2 and once by components.</summary>
[SupportedOSPlatform("linux")]
[Collection("broker")]
public sealed class HostMountBrokerTests : IDisposable
{
    private readonly TempDirectory _outside = new();
    private readonly TempDirectory _root = new();

    public HostMountBrokerTests()
    {
        _outside.Write("secret", "host secret");
        _root.Write("a.txt", "hello");
        _root.Write("sub/b.txt", "world");
    }

    public static TheoryData<bool> Ways => [true, false];

    public void Dispose()
    {
        BeneathPath.UseOpenat2 = true;
        _root.Dispose();
        _outside.Dispose();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ReadFile_FileBeneathTheRoot_GivesContentAndStat(bool openat2)
    {
        using HostMountBroker broker = Open(openat2);
        FileResult result = broker.Serve(0, Call(FileOperation.ReadFile, "sub/b.txt", count: 100));
        Assert.Equal(Errno.Success, result.Error);
        Assert.Equal("world", Encoding.UTF8.GetString(result.Data.Span));
        Assert.Equal(5, result.Stat.Size);
        Assert.True(result.Stat.IsRegular);
    }

    [Theory]
    [InlineData("../secret", true)]
    [InlineData("../secret", false)]
    [InlineData("sub/../../secret", true)]
    [InlineData("/etc/passwd", true)]
    [InlineData("/etc/passwd", false)]
    [InlineData("sub//b.txt", true)]
    [InlineData("./a.txt", true)]
    [InlineData("sub/", true)]
    [InlineData("a\0b", true)]
    public void Serve_PathThatIsNotPlainlyRelative_IsEINVAL(string path, bool openat2)
    {
        using HostMountBroker broker = Open(openat2);
        foreach (FileOperation operation in Enum.GetValues<FileOperation>())
        {
            Assert.Equal(Errno.EINVAL, broker.Serve(0, Call(operation, path, count: 10)).Error);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ReadFiles_SomeCannotBeRead_GivesTheOthersInOrder(bool openat2)
    {
        _root.Write("sub/c.txt", "third");
        _root.Write("sub/denied.txt", "no");
        Directory.CreateDirectory(_root.At("sub/folder"));
        File.CreateSymbolicLink(_root.At("sub/link"), _outside.At("secret"));
        BeneathPath.UseOpenat2 = openat2;
        var policy = PermissionPolicy.Parse("""{"fs":{"default":"allow","rules":[{"mode":"deny","operations":["read"],"paths":["/m/sub/denied.txt"]}]}}""");
        using var broker = new HostMountBroker([new HostMount(_root.Path, "/m")], PermissionPolicy.Resolve(policy));

        FileResult result = broker.Serve(0, Several("sub", 100, "c.txt", "denied.txt", "link", "folder", "none", "../a.txt", "..", "", "b.txt"));

        Assert.Equal(Errno.Success, result.Error);
        Assert.Equal(["c.txt", "b.txt"], result.Entries.Select(entry => entry.Name));
        Assert.Equal([5L, 5L], result.Entries.Select(entry => entry.Stat.Size));
        Assert.Equal("thirdworld", Encoding.UTF8.GetString(result.Data.Span));
    }

    [Fact]
    public void ReadFiles_MoreThanTheBytesOrFilesAllowed_LeavesOutOrRefuses()
    {
        _root.Write("sub/c.txt", "third");
        using HostMountBroker broker = Open(openat2: true);
        FileResult result = broker.Serve(0, Several("sub", 9, "b.txt", "c.txt"));
        Assert.Equal(["b.txt"], result.Entries.Select(entry => entry.Name));
        Assert.Equal(5, result.Data.Length);
        Assert.Equal(Errno.EINVAL, broker.Serve(0, Several("sub", 9, [.. Enumerable.Repeat("b.txt", HostMountBroker.MaxFiles + 1)])).Error);
        Assert.Equal(Errno.ENOTDIR, broker.Serve(0, Several("a.txt", 9, "b.txt")).Error);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ReadFile_SymlinkAsTheFile_IsELOOP(bool openat2)
    {
        File.CreateSymbolicLink(_root.At("link"), _outside.At("secret"));
        using HostMountBroker broker = Open(openat2);
        Assert.Equal(Errno.ELOOP, broker.Serve(0, Call(FileOperation.ReadFile, "link", count: 100)).Error);
        Assert.Equal(Errno.ELOOP, broker.Serve(0, Call(FileOperation.ReadRange, "link", count: 100)).Error);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Serve_SymlinkedDirectoryInThePath_IsELOOPForEveryOperation(bool openat2)
    {
        Directory.CreateSymbolicLink(_root.At("out"), _outside.Path);
        using HostMountBroker broker = Open(openat2, readOnly: false);
        foreach (FileOperation operation in Enum.GetValues<FileOperation>())
        {
            if (operation is FileOperation.WriteFile or FileOperation.Remove or FileOperation.AppendFile or FileOperation.Copy) continue;
            FileCall call = Call(operation, "out/secret", count: 100) with { Other = operation == FileOperation.CreateSymlink ? "x" : "out/other" };
            Assert.Equal((operation, Errno.ELOOP), (operation, broker.Serve(0, call).Error));
        }
        Assert.Equal("host secret", File.ReadAllText(_outside.At("secret")));
        Assert.Equal(["secret"], Directory.GetFileSystemEntries(_outside.Path).Select(Path.GetFileName));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Stat_Symlink_TellsTheLinkAndReadLinkItsText(bool openat2)
    {
        File.CreateSymbolicLink(_root.At("link"), "a.txt");
        using HostMountBroker broker = Open(openat2);
        Assert.True(broker.Serve(0, Call(FileOperation.LinkStat, "link")).Stat.IsSymlink);
        Assert.Equal("a.txt", broker.Serve(0, Call(FileOperation.ReadLink, "link")).Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ReadFile_MagicLinkInAMountedProc_IsRefused(bool openat2)
    {
        BeneathPath.UseOpenat2 = openat2;
        using var broker = new HostMountBroker([new HostMount("/proc/self", "/m")], PermissionPolicy.Default);
        Assert.Equal(Errno.ELOOP, broker.Serve(0, Call(FileOperation.ReadFile, "root/etc/passwd", count: 1000)).Error);
        Assert.Equal(Errno.ELOOP, broker.Serve(0, Call(FileOperation.List, "cwd", count: 1000)).Error);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void List_Directory_GivesEntriesWithStats(bool openat2)
    {
        using HostMountBroker broker = Open(openat2);
        FileResult result = broker.Serve(0, Call(FileOperation.List, "", count: 100));
        Assert.Equal(Errno.Success, result.Error);
        Assert.Equal(["a.txt", "sub"], result.Entries.Select(entry => entry.Name).Order());
        Assert.Equal(5, result.Entries.Single(entry => entry.Name == "a.txt").Stat.Size);
        Assert.True(result.Entries.Single(entry => entry.Name == "sub").Stat.IsDirectory);
    }

    [Fact]
    public void List_MoreEntriesThanAskedFor_IsENOMEM()
    {
        using HostMountBroker broker = Open(true);
        Assert.Equal(Errno.ENOMEM, broker.Serve(0, Call(FileOperation.List, "", count: 1)).Error);
    }

    [Fact]
    public void ReadFile_LargerThanAskedFor_IsEFBIG()
    {
        using HostMountBroker broker = Open(true);
        Assert.Equal(Errno.EFBIG, broker.Serve(0, Call(FileOperation.ReadFile, "a.txt", count: 4)).Error);
    }

    [Fact]
    public void ReadRange_PartOfAFile_GivesThatPart()
    {
        using HostMountBroker broker = Open(true);
        FileResult part = broker.Serve(0, Call(FileOperation.ReadRange, "a.txt", count: 3) with { Offset = 1 });
        Assert.Equal("ell", Encoding.UTF8.GetString(part.Data.Span));
        Assert.Equal(0, broker.Serve(0, Call(FileOperation.ReadRange, "a.txt", count: 3) with { Offset = 5 }).Data.Length);
        Assert.Equal(Errno.EINVAL, broker.Serve(0, Call(FileOperation.ReadRange, "a.txt", count: 3) with { Offset = -1 }).Error);
    }

    [Fact]
    public void ReadRange_HugeCount_IsCapped()
    {
        File.WriteAllBytes(_root.At("big"), new byte[HostMountBroker.MaxRangeBytes + 10]);
        using HostMountBroker broker = Open(true);
        Assert.Equal(HostMountBroker.MaxRangeBytes, broker.Serve(0, Call(FileOperation.ReadRange, "big", count: long.MaxValue)).Data.Length);
    }

    [Theory]
    [InlineData(nameof(FileOperation.CreateFile))]
    [InlineData(nameof(FileOperation.CreateDirectory))]
    [InlineData(nameof(FileOperation.CreateSymlink))]
    [InlineData(nameof(FileOperation.WriteRange))]
    [InlineData(nameof(FileOperation.RemoveFile))]
    [InlineData(nameof(FileOperation.RemoveDirectory))]
    [InlineData(nameof(FileOperation.Rename))]
    [InlineData(nameof(FileOperation.Link))]
    [InlineData(nameof(FileOperation.Truncate))]
    [InlineData(nameof(FileOperation.SetMode))]
    [InlineData(nameof(FileOperation.SetTimes))]
    [InlineData(nameof(FileOperation.WriteFile))]
    [InlineData(nameof(FileOperation.AppendFile))]
    [InlineData(nameof(FileOperation.Copy))]
    [InlineData(nameof(FileOperation.Remove))]
    public void Serve_ChangeOnAReadOnlyMount_IsEROFS(string operation)
    {
        using HostMountBroker broker = Open(true);
        Assert.Equal(Errno.EROFS, broker.Serve(0, Call(Enum.Parse<FileOperation>(operation), "a.txt") with { Other = "c" }).Error);
        Assert.Equal("hello", File.ReadAllText(_root.At("a.txt")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Serve_ChangesOnAWritableMount_HappenOnTheHost(bool openat2)
    {
        using HostMountBroker broker = Open(openat2, readOnly: false);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.CreateFile, "sub/new") with { Mode = 0x1B6 }).Error);
        Assert.Equal(3, broker.Serve(0, Call(FileOperation.WriteRange, "sub/new") with { Data = "abc"u8.ToArray() }).Count);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.Truncate, "sub/new") with { Offset = 2 }).Error);
        Assert.Equal("ab", File.ReadAllText(_root.At("sub/new")));
        Assert.Equal(Errno.EEXIST, broker.Serve(0, Call(FileOperation.CreateFile, "sub/new")).Error);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.CreateDirectory, "dir") with { Mode = 0x1ED }).Error);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.Rename, "sub/new") with { Other = "dir/moved" }).Error);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.SetTimes, "dir/moved") with { Atime = new Timespec(1, 0), Mtime = new Timespec(1000, 0) }).Error);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1000).UtcDateTime, File.GetLastWriteTimeUtc(_root.At("dir/moved")));
        Assert.Equal(Errno.ENOTEMPTY, broker.Serve(0, Call(FileOperation.RemoveDirectory, "dir")).Error);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.RemoveFile, "dir/moved")).Error);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.RemoveDirectory, "dir")).Error);
        Assert.False(Directory.Exists(_root.At("dir")));
    }

    [Fact]
    public void CreateFile_SetIdBits_AreDropped()
    {
        using HostMountBroker broker = Open(true, readOnly: false);
        broker.Serve(0, Call(FileOperation.CreateFile, "tool") with { Mode = 0xFFF });
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_root.At("tool")) & (UnixFileMode.SetUser | UnixFileMode.SetGroup));
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.SetMode, "tool") with { Mode = 0xDED }).Error);
        Assert.Equal(0x1EDu, (uint)File.GetUnixFileMode(_root.At("tool")) & 0xDFF);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_root.At("tool")) & (UnixFileMode.SetUser | UnixFileMode.SetGroup));
    }

    [Theory]
    [InlineData("sub/l", "../a.txt", nameof(Errno.Success))]
    [InlineData("sub/l", "../../secret", nameof(Errno.EPERM))]
    [InlineData("l", "..", nameof(Errno.EPERM))]
    [InlineData("l", "/etc/passwd", nameof(Errno.EPERM))]
    [InlineData("l", "sub/../../x", nameof(Errno.EPERM))]
    [InlineData("l", "", nameof(Errno.EPERM))]
    public void CreateSymlink_TargetThatLeavesTheRoot_IsEPERM(string path, string target, string expected)
    {
        using HostMountBroker broker = Open(true, readOnly: false);
        Assert.Equal(expected, broker.Serve(0, Call(FileOperation.CreateSymlink, path) with { Other = target }).Error.ToString());
    }

    [Fact]
    public void Link_NameThatThePolicyGrantsMore_IsEACCES()
    {
        var policy = PermissionPolicy.Parse("""{"fs":{"default":"deny","rules":[{"mode":"allow","operations":["*"],"paths":["/m/sub/**"]},{"mode":"allow","operations":["read","write"],"paths":["/m/a.txt"]}]}}""");
        using var broker = new HostMountBroker([new HostMount(_root.Path, "/m", false)], PermissionPolicy.Resolve(policy));
        Assert.Equal(Errno.EACCES, broker.Serve(0, Call(FileOperation.Link, "a.txt") with { Other = "sub/alias" }).Error);
        Assert.Equal(Errno.EACCES, broker.Serve(0, Call(FileOperation.Rename, "a.txt") with { Other = "sub/alias" }).Error);
    }

    [Fact]
    public void ReadFile_PathThePolicyDenies_IsEACCES()
    {
        var policy = PermissionPolicy.Parse("""{"fs":{"default":"allow","rules":[{"mode":"deny","operations":["read"],"paths":["/m/sub/**"]}]}}""");
        using var broker = new HostMountBroker([new HostMount(_root.Path, "/m")], PermissionPolicy.Resolve(policy));
        Assert.Equal(Errno.EACCES, broker.Serve(0, Call(FileOperation.ReadFile, "sub/b.txt", count: 100)).Error);
        Assert.Equal(Errno.EACCES, broker.Serve(0, Call(FileOperation.ReadRange, "sub/b.txt", count: 100)).Error);
        Assert.Equal(Errno.Success, broker.Serve(0, Call(FileOperation.ReadFile, "a.txt", count: 100)).Error);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void Serve_UnknownMount_IsENODEV(int mount)
    {
        using HostMountBroker broker = Open(true);
        Assert.Equal(Errno.ENODEV, broker.Serve(mount, Call(FileOperation.Stat, "")).Error);
    }

    [Fact]
    public void Serve_RootRenamedMeanwhile_StaysTheSameDirectory()
    {
        using HostMountBroker broker = Open(true);
        string moved = _root.Path + "-moved";
        Directory.Move(_root.Path, moved);
        try
        {
            Directory.CreateSymbolicLink(_root.Path, _outside.Path);
            Assert.Equal(Errno.ENOENT, broker.Serve(0, Call(FileOperation.ReadFile, "secret", count: 100)).Error);
            Assert.Equal("hello", Encoding.UTF8.GetString(broker.Serve(0, Call(FileOperation.ReadFile, "a.txt", count: 100)).Data.Span));
        }
        finally
        {
            Directory.Delete(_root.Path);
            Directory.Move(moved, _root.Path);
        }
    }

    [Fact]
    public void ReadFile_PipeOfTheHost_IsRefusedWithoutWaiting()
    {
        using var broker = new HostMountBroker([new HostMount("/dev", "/m")], PermissionPolicy.Default);
        Assert.Equal(Errno.EINVAL, broker.Serve(0, Call(FileOperation.ReadFile, "null", count: 100)).Error);
        using HostMountBroker other = Open(true);
        Assert.Equal(Errno.EISDIR, other.Serve(0, Call(FileOperation.ReadFile, "sub", count: 100)).Error);
    }

    [Fact]
    public void Constructor_MissingDirectory_NamesIt()
    {
        var exception = Assert.Throws<ArgumentException>(() => new HostMountBroker([new HostMount(_root.At("none"), "/m")], PermissionPolicy.Default));
        Assert.Contains(_root.At("none"), exception.Message);
    }

    private static FileCall Several(string directory, long count, params string[] names) =>
        Call(FileOperation.ReadFiles, directory, count) with { Data = Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + "\0"))) };

    private static FileCall Call(FileOperation operation, string path, long count = 0) => new(operation, path) { Count = count };

    private HostMountBroker Open(bool openat2, bool readOnly = true)
    {
        BeneathPath.UseOpenat2 = openat2;
        return new HostMountBroker([new HostMount(_root.Path, "/m", readOnly)], PermissionPolicy.Default);
    }
}
