using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>What every writable file system must do. Each test works in a fresh, empty directory <c>Dir</c>.</summary>
public abstract class FileSystemConformance : IDisposable
{
    private readonly TestKernel _kernel;

    private protected FileSystemConformance(TestKernel kernel, string directory)
    {
        _kernel = kernel;
        Dir = directory;
        Sys = kernel.Sys;
        Assert.Equal(Errno.Success, Sys.Chdir(directory).Error);
    }

    private protected string Dir { get; }

    private protected ProcessSyscalls Sys { get; }

    private protected TestKernel Test => _kernel;

    [Fact]
    public void Open_MissingFile_ReturnsENOENT() => Assert.Equal(Errno.ENOENT, Sys.Open("none", OpenFlags.O_RDONLY, 0).Error);

    [Fact]
    public void WriteAndRead_NewFile_GivesTheBytesBack()
    {
        Assert.Equal(Errno.Success, _kernel.Write($"{Dir}/f", "hello"));
        Assert.Equal("hello", _kernel.Read($"{Dir}/f").Value);
        Assert.Equal("hello", _kernel.Read("f").Value);
        Assert.Equal(5, Sys.Stat("f", true).Value.Size);
    }

    [Fact]
    public void Open_ExclOfExisting_ReturnsEEXIST()
    {
        _kernel.Write("f", "x");
        Assert.Equal(Errno.EEXIST, Sys.Open("f", OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0x1B6).Error);
        Sys.Symlink("nowhere", "dangling");
        Assert.Equal(Errno.EEXIST, Sys.Open("dangling", OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0x1B6).Error);
    }

    [Fact]
    public void Open_Trunc_EmptiesTheFile()
    {
        _kernel.Write("f", "long content");
        _kernel.Write("f", "s");
        Assert.Equal("s", _kernel.Read("f").Value);
    }

    [Fact]
    public void Open_Append_WritesAtTheEndWhereverTheOffsetIs()
    {
        _kernel.Write("f", "abc");
        int fd = Sys.Open("f", OpenFlags.O_RDWR | OpenFlags.O_APPEND, 0).Value;
        Assert.Equal(2, Sys.Write(fd, "de"u8, -1).Value);
        Assert.Equal(1, Sys.Write(fd, "f"u8, 0).Value);
        Sys.Close(fd);
        Assert.Equal("abcdef", _kernel.Read("f").Value);
    }

    [Theory]
    [InlineData("d", "O_WRONLY", nameof(Errno.EISDIR))]
    [InlineData("d", "O_RDWR", nameof(Errno.EISDIR))]
    [InlineData("d", "O_CREAT", nameof(Errno.EISDIR))]
    [InlineData("f", "O_DIRECTORY", nameof(Errno.ENOTDIR))]
    [InlineData("l", "O_NOFOLLOW", nameof(Errno.ELOOP))]
    [InlineData("f/x", "O_RDONLY", nameof(Errno.ENOTDIR))]
    [InlineData("f/", "O_RDONLY", nameof(Errno.ENOTDIR))]
    [InlineData("new/", "O_CREAT", nameof(Errno.EISDIR))]
    [InlineData("f", "O_ACCMODE", nameof(Errno.EINVAL))]
    [InlineData("", "O_RDONLY", nameof(Errno.ENOENT))]
    public void Open_WrongKind_ReturnsErrno(string path, string flag, string expected)
    {
        Sys.Mkdir("d", 0x1ED);
        _kernel.Write("f", "x");
        Sys.Symlink("f", "l");
        Assert.Equal(expected, Sys.Open(path, Enum.Parse<OpenFlags>(flag), 0x1B6).Error.ToString());
    }

    [Fact]
    public void PositionalReadAndWrite_LeaveTheOffset()
    {
        _kernel.Write("f", "0123456789");
        int fd = Sys.Open("f", OpenFlags.O_RDWR, 0).Value;
        var buffer = new byte[3];
        Assert.Equal(3, Sys.Read(fd, buffer, 5, false).Value);
        Assert.Equal("567", Encoding.UTF8.GetString(buffer));
        Assert.Equal(3, Sys.Read(fd, buffer, -1, false).Value);
        Assert.Equal("012", Encoding.UTF8.GetString(buffer));
        Assert.Equal(2, Sys.Write(fd, "ab"u8, 8).Value);
        Assert.Equal(2, Sys.Read(fd, buffer.AsSpan(0, 2), -1, false).Value);
        Assert.Equal("34", Encoding.UTF8.GetString(buffer, 0, 2));
        Assert.Equal("01234567ab", _kernel.Read("f").Value);
        Assert.Equal(0, Sys.Read(fd, buffer, 100, false).Value);
        Assert.Equal(Errno.EINVAL, Sys.Read(fd, buffer, -2, false).Error);
    }

    [Fact]
    public void Write_BeyondTheEnd_FillsWithZeros()
    {
        int fd = Sys.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Assert.Equal(1, Sys.Write(fd, "x"u8, 200_000).Value);
        var buffer = new byte[200_001];
        int total = 0;
        while (Sys.Read(fd, buffer.AsSpan(total), total, false) is { Ok: true, Value: > 0 and var count })
        {
            total += count;
        }

        Assert.Equal(200_001, total);
        Assert.True(buffer.AsSpan(0, 200_000).IndexOfAnyExcept((byte)0) < 0);
        Assert.Equal((byte)'x', buffer[^1]);
    }

    [Fact]
    public void Truncate_CutsAndExtendsWithZeros()
    {
        _kernel.Write("f", "abcdef");
        Assert.True(Sys.Truncate("f", 3).Ok);
        Assert.True(Sys.Truncate("f", 5).Ok);
        Assert.Equal("abc\0\0", _kernel.Read("f").Value);
        Assert.Equal(Errno.EINVAL, Sys.Truncate("f", -1).Error);
        Sys.Mkdir("d", 0x1ED);
        Assert.Equal(Errno.EISDIR, Sys.Truncate("d", 0).Error);
        int fd = Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(Errno.EINVAL, Sys.Ftruncate(fd, 0).Error);
        int writable = Sys.Open("f", OpenFlags.O_WRONLY, 0).Value;
        Assert.True(Sys.Ftruncate(writable, 1).Ok);
        Assert.Equal("a", _kernel.Read("f").Value);
    }

    [Fact]
    public void Access_WrongDirection_ReturnsEBADF()
    {
        int fd = Sys.Open("f", OpenFlags.O_WRONLY | OpenFlags.O_CREAT, 0x1B6).Value;
        Assert.Equal(Errno.EBADF, Sys.Read(fd, new byte[1], -1, false).Error);
        int read = Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(Errno.EBADF, Sys.Write(read, "x"u8, -1).Error);
    }

    [Fact]
    public void Mkdir_ExistingOrWithoutParent_ReturnsErrno()
    {
        Assert.True(Sys.Mkdir("d", 0x1FF).Ok);
        Assert.Equal(Errno.EEXIST, Sys.Mkdir("d", 0x1FF).Error);
        Assert.Equal(Errno.EEXIST, Sys.Mkdir("d/", 0x1FF).Error);
        Assert.Equal(Errno.ENOENT, Sys.Mkdir("none/d", 0x1FF).Error);
        Assert.True(Sys.Mkdir("slash/", 0x1FF).Ok);
        FileStat stat = Sys.Stat("d", true).Value;
        Assert.True(stat.IsDirectory);
        Assert.Equal(0x1EDu, stat.Mode & 0xFFF);
    }

    [Fact]
    public void Rmdir_ByKind_ReturnsErrno()
    {
        Sys.Mkdir("d", 0x1ED);
        _kernel.Write("d/f", "x");
        Assert.Equal(Errno.ENOTEMPTY, Sys.Rmdir("d").Error);
        Assert.Equal(Errno.ENOTDIR, Sys.Rmdir("d/f").Error);
        Assert.Equal(Errno.EINVAL, Sys.Rmdir("d/.").Error);
        Assert.Equal(Errno.ENOENT, Sys.Rmdir("none").Error);
        Assert.True(Sys.Unlink("d/f").Ok);
        Assert.True(Sys.Rmdir("d").Ok);
        Assert.Equal(Errno.ENOENT, Sys.Stat("d", true).Error);
    }

    [Fact]
    public void Unlink_ByKind_ReturnsErrno()
    {
        Sys.Mkdir("d", 0x1ED);
        _kernel.Write("f", "x");
        Sys.Symlink("f", "l");
        Assert.Equal(Errno.EISDIR, Sys.Unlink("d").Error);
        Assert.Equal(Errno.ENOENT, Sys.Unlink("none").Error);
        Assert.True(Sys.Unlink("l").Ok);
        Assert.Equal("x", _kernel.Read("f").Value);
        Assert.True(Sys.Unlink("f").Ok);
        Assert.Equal(Errno.ENOENT, Sys.Unlink("f").Error);
    }

    [Fact]
    public void ReadDir_TellsNamesAndTypes()
    {
        Sys.Mkdir("d", 0x1ED);
        _kernel.Write("f", "x");
        Sys.Symlink("f", "l");
        Assert.Equal(
            [("d", DirentType.Directory), ("f", DirentType.File), ("l", DirentType.Link)],
            Sys.ReadDir(".").Value.Select(e => (e.Name, e.Type)).Order());
        Assert.Equal(Errno.ENOTDIR, Sys.ReadDir("f").Error);
        Assert.Equal(Errno.ENOENT, Sys.ReadDir("none").Error);
    }

    [Fact]
    public void Symlink_IsFollowedAndToldAsIs()
    {
        _kernel.Write("f", "x");
        Assert.True(Sys.Symlink("f", "l").Ok);
        Assert.Equal("f", Sys.ReadLink("l").Value);
        Assert.True(Sys.Stat("l", false).Value.IsSymlink);
        Assert.True(Sys.Stat("l", true).Value.IsRegular);
        Assert.Equal($"{Dir}/f", Sys.RealPath("l").Value);
        Assert.Equal(Errno.EINVAL, Sys.ReadLink("f").Error);
        Assert.Equal(Errno.EEXIST, Sys.Symlink("x", "l").Error);
        Assert.Equal(Errno.ENOENT, Sys.Symlink("", "e").Error);
    }

    [Fact]
    public void Symlink_Loop_ReturnsELOOP()
    {
        Sys.Symlink("b", "a");
        Sys.Symlink("a", "b");
        Assert.Equal(Errno.ELOOP, Sys.Stat("a", true).Error);
        Assert.Equal(Errno.ELOOP, Sys.Open("a", OpenFlags.O_RDONLY, 0).Error);
        Assert.True(Sys.Stat("a", false).Ok);
    }

    [Theory]
    [InlineData(40, nameof(Errno.Success))]
    [InlineData(41, nameof(Errno.ELOOP))]
    public void Symlink_Chain_EndsAtForty(int depth, string expected)
    {
        _kernel.Write("l0", "x");
        for (int i = 1; i <= depth; i++)
        {
            Assert.True(Sys.Symlink($"l{i - 1}", $"l{i}").Ok);
        }

        Assert.Equal(expected, Sys.Stat($"l{depth}", true).Error.ToString());
    }

    [Fact]
    public void Link_SharesTheContent()
    {
        _kernel.Write("f", "x");
        Assert.True(Sys.Link("f", "g").Ok);
        Assert.Equal(Sys.Stat("f", true).Value.Ino, Sys.Stat("g", true).Value.Ino);
        Assert.Equal(2UL, Sys.Stat("g", true).Value.Nlink);
        Assert.Equal(Errno.EEXIST, Sys.Link("f", "g").Error);
        Sys.Mkdir("d", 0x1ED);
        Assert.Equal(Errno.EPERM, Sys.Link("d", "e").Error);
        Assert.True(Sys.Unlink("f").Ok);
        Assert.Equal("x", _kernel.Read("g").Value);
    }

    [Theory]
    [InlineData("f", "new", nameof(Errno.Success))]
    [InlineData("f", "f2", nameof(Errno.Success))]
    [InlineData("f", "f", nameof(Errno.Success))]
    [InlineData("f", "empty", nameof(Errno.EISDIR))]
    [InlineData("f", "l", nameof(Errno.Success))]
    [InlineData("f", "none/x", nameof(Errno.ENOENT))]
    [InlineData("f", "f2/x", nameof(Errno.ENOTDIR))]
    [InlineData("f", "new/", nameof(Errno.ENOTDIR))]
    [InlineData("none", "x", nameof(Errno.ENOENT))]
    [InlineData("empty", "new", nameof(Errno.Success))]
    [InlineData("empty", "new/", nameof(Errno.Success))]
    [InlineData("empty", "empty2", nameof(Errno.Success))]
    [InlineData("full", "empty", nameof(Errno.Success))]
    [InlineData("empty", "full", nameof(Errno.ENOTEMPTY))]
    [InlineData("empty", "f", nameof(Errno.ENOTDIR))]
    [InlineData("full", "full/below", nameof(Errno.EINVAL))]
    [InlineData("full", "full/sub/deeper", nameof(Errno.EINVAL))]
    [InlineData("full/sub", "full", nameof(Errno.ENOTEMPTY))]
    [InlineData("l", "m", nameof(Errno.Success))]
    [InlineData(".", "x", nameof(Errno.EBUSY))]
    [InlineData("full", "..", nameof(Errno.EBUSY))]
    [InlineData("full", "/tmp/elsewhere", nameof(Errno.EXDEV))]
    public void Rename_Matrix(string from, string to, string expected)
    {
        _kernel.Write("f", "f");
        _kernel.Write("f2", "f2");
        Sys.Mkdir("empty", 0x1ED);
        Sys.Mkdir("empty2", 0x1ED);
        Sys.Mkdir("full", 0x1ED);
        Sys.Mkdir("full/sub", 0x1ED);
        Sys.Symlink("f2", "l");
        if (to.StartsWith('/') && this is TmpFsConformance)
        {
            to = "/dev/elsewhere";
        }

        ulong? ino = Sys.Stat(from, false) is { Ok: true, Value: var stat } ? stat.Ino : null;
        Assert.Equal(expected, Sys.Rename(from, to).Error.ToString());
        if (expected == nameof(Errno.Success))
        {
            Assert.Equal(ino, Sys.Stat(to, false).Value.Ino);
            Assert.True(from == to || Sys.Stat(from, false).Error == Errno.ENOENT);
        }
        else if (ino is not null)
        {
            Assert.Equal(ino, Sys.Stat(from, false).Value.Ino);
        }
    }

    [Theory]
    [InlineData("rmdir", "d/.", nameof(Errno.EINVAL))]
    [InlineData("rmdir", "d/..", nameof(Errno.ENOTEMPTY))]
    [InlineData("rmdir", "l/", nameof(Errno.ENOTDIR))]
    [InlineData("rmdir", "ld/", nameof(Errno.ENOTDIR))]
    [InlineData("unlink", "d/.", nameof(Errno.EISDIR))]
    [InlineData("unlink", "f/", nameof(Errno.ENOTDIR))]
    [InlineData("unlink", "ld/", nameof(Errno.ENOTDIR))]
    [InlineData("create", "f/", nameof(Errno.EISDIR))]
    [InlineData("create", "dangling/", nameof(Errno.EISDIR))]
    [InlineData("open", "ld/", nameof(Errno.Success))]
    [InlineData("mkdir", "f/", nameof(Errno.EEXIST))]
    [InlineData("mkdir", "l/", nameof(Errno.EEXIST))]
    [InlineData("mkdir", "dangling/", nameof(Errno.EEXIST))]
    [InlineData("mkdir", ".", nameof(Errno.EEXIST))]
    [InlineData("symlink", "new/", nameof(Errno.ENOENT))]
    [InlineData("symlink", "f/", nameof(Errno.EEXIST))]
    [InlineData("linkto", "new/", nameof(Errno.ENOENT))]
    [InlineData("link", "ld/", nameof(Errno.EPERM))]
    [InlineData("readlink", "ld/", nameof(Errno.EINVAL))]
    [InlineData("readlink", "ld", nameof(Errno.Success))]
    [InlineData("rename", "ld/", nameof(Errno.ENOTDIR))]
    [InlineData("renameto", "d/", nameof(Errno.ENOTDIR))]
    [InlineData("truncate", "f/", nameof(Errno.ENOTDIR))]
    [InlineData("chdir", "f", nameof(Errno.ENOTDIR))]
    [InlineData("chdir", "ld", nameof(Errno.Success))]
    public void TrailingSlashesAndDots_AreTreatedAsByLinux(string call, string path, string expected)
    {
        Sys.Mkdir("d", 0x1ED);
        _kernel.Write("f", "x");
        Sys.Symlink("f", "l");
        Sys.Symlink("d", "ld");
        Sys.Symlink("nowhere", "dangling");
        Errno errno = call switch
        {
            "rmdir" => Sys.Rmdir(path).Error,
            "unlink" => Sys.Unlink(path).Error,
            "create" => Sys.Open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT, 0x1B6).Error,
            "open" => Sys.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0).Error,
            "mkdir" => Sys.Mkdir(path, 0x1ED).Error,
            "symlink" => Sys.Symlink("x", path).Error,
            "linkto" => Sys.Link("f", path).Error,
            "link" => Sys.Link(path, "y").Error,
            "readlink" => Sys.ReadLink(path).Error,
            "rename" => Sys.Rename(path, "y").Error,
            "renameto" => Sys.Rename("f", path).Error,
            "truncate" => Sys.Truncate(path, 0).Error,
            _ => Sys.Chdir(path).Error,
        };
        Assert.Equal(expected, errno.ToString());
    }

    [Fact]
    public void Rename_Directory_MovesWhatIsInside()
    {
        Sys.Mkdir("a", 0x1ED);
        _kernel.Write("a/f", "x");
        Sys.Mkdir("b", 0x1ED);
        Assert.True(Sys.Chdir("a").Ok);
        Assert.True(Sys.Rename("../a", "../b/c").Ok);
        Assert.Equal($"{Dir}/b/c", Sys.Getcwd().Value);
        Assert.Equal("x", _kernel.Read("f").Value);
        Assert.Equal("x", _kernel.Read($"{Dir}/b/c/f").Value);
        Assert.True(Sys.Chdir("..").Ok);
        Assert.Equal($"{Dir}/b", Sys.Getcwd().Value);
    }

    [Fact]
    public void Rename_OntoHardLinkOfItself_KeepsBoth()
    {
        _kernel.Write("f", "x");
        Sys.Link("f", "g");
        Assert.True(Sys.Rename("f", "g").Ok);
        Assert.True(Sys.Stat("f", true).Ok);
        Assert.True(Sys.Stat("g", true).Ok);
    }

    [Fact]
    public void Chmod_ChangesTheModeAndWhatIsAllowed()
    {
        _kernel.Write("f", "x");
        Assert.True(Sys.Chmod("f", 0x100).Ok);
        Assert.Equal(0x100u, Sys.Stat("f", true).Value.Mode & 0xFFF);
        Assert.Equal(Errno.EACCES, Sys.Open("f", OpenFlags.O_WRONLY, 0).Error);
        Assert.Equal(Errno.EACCES, Sys.Access("f", (int)AccessMode.W_OK).Error);
        Assert.True(Sys.Access("f", (int)AccessMode.R_OK).Ok);
        int fd = Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        Assert.True(Sys.Fchmod(fd, 0).Ok);
        Assert.Equal(Errno.EACCES, Sys.Open("f", OpenFlags.O_RDONLY, 0).Error);
        Assert.Equal(1, Sys.Read(fd, new byte[4], -1, false).Value);
    }

    [Fact]
    public void Chmod_DirectoryWithoutSearch_HidesWhatIsInside()
    {
        Sys.Mkdir("d", 0x1ED);
        _kernel.Write("d/f", "x");
        Assert.True(Sys.Chmod("d", 0x180).Ok);
        Assert.Equal(Errno.EACCES, Sys.Stat("d/f", true).Error);
        Assert.Equal(Errno.EACCES, Sys.Unlink("d/f").Error);
        Assert.True(Sys.ReadDir("d").Ok);
        Assert.True(Sys.Chmod("d", 0x140).Ok);
        Assert.Equal(Errno.EACCES, Sys.Open("d/new", OpenFlags.O_WRONLY | OpenFlags.O_CREAT, 0x1B6).Error);
    }

    [Fact]
    public void Utimes_SetsBothTimes()
    {
        _kernel.Write("f", "x");
        Assert.True(Sys.Utimes("f", 1000.25, 2000.5, true).Ok);
        FileStat stat = Sys.Stat("f", true).Value;
        Assert.Equal(new Timespec(1000, 250_000_000), stat.Atime);
        Assert.Equal(new Timespec(2000, 500_000_000), stat.Mtime);
        int fd = Sys.Open("f", OpenFlags.O_RDONLY, 0).Value;
        Assert.True(Sys.Futimes(fd, 1, 2).Ok);
        Assert.Equal(new Timespec(2, 0), Sys.Fstat(fd).Value.Mtime);
    }

    [Fact]
    public void CopyFile_CopiesContentAndMode()
    {
        _kernel.Write("f", new string('x', 30_000));
        Sys.Chmod("f", 0x1E8);
        Assert.True(Sys.CopyFile("f", "g", CopyFileFlags.None).Ok);
        Assert.Equal(30_000, _kernel.Read("g").Value.Length);
        Assert.Equal(0x1E8u, Sys.Stat("g", true).Value.Mode & 0xFFF);
        Assert.Equal(Errno.EEXIST, Sys.CopyFile("f", "g", CopyFileFlags.COPYFILE_EXCL).Error);
        Assert.True(Sys.CopyFile("f", "f", CopyFileFlags.None).Ok);
        Assert.Equal(30_000, Sys.Stat("f", true).Value.Size);
        Sys.Mkdir("d", 0x1ED);
        Assert.Equal(Errno.EISDIR, Sys.CopyFile("d", "h", CopyFileFlags.None).Error);
        Assert.Equal(Errno.ENOENT, Sys.Stat("h", true).Error);
        Assert.Equal(0, _kernel.Kernel.Snapshot().OpenFiles - 3);
    }

    [Fact]
    public void Mkdtemp_MakesAPrivateDirectory()
    {
        string first = Sys.Mkdtemp($"{Dir}/t-").Value;
        string second = Sys.Mkdtemp($"{Dir}/t-").Value;
        Assert.NotEqual(first, second);
        Assert.StartsWith($"{Dir}/t-", first, StringComparison.Ordinal);
        Assert.Equal(Dir.Length + 9, first.Length);
        Assert.Equal(0x1C0u, Sys.Stat(first, true).Value.Mode & 0xFFF);
    }

    [Fact]
    public void LargeFile_WrittenInPieces_ReadsBackInOthers()
    {
        var data = new byte[300_001];
        new Random(7).NextBytes(data);
        int fd = Sys.Open("big", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        for (int at = 0; at < data.Length;)
        {
            at += Sys.Write(fd, data.AsSpan(at, Math.Min(7001, data.Length - at)), -1).Value;
        }

        Assert.Equal(0, Sys.Seek(fd, 0, 0).Value);
        var back = new byte[data.Length];
        for (int at = 0; at < back.Length;)
        {
            int count = Sys.Read(fd, back.AsSpan(at, Math.Min(4999, back.Length - at)), -1, false).Value;
            Assert.NotEqual(0, count);
            at += count;
        }

        Assert.True(data.AsSpan().SequenceEqual(back));
    }

    [Fact]
    public void Names_TooLong_ReturnENAMETOOLONG()
    {
        Assert.Equal(Errno.Success, _kernel.Write(new string('a', 255), "x"));
        Assert.Equal(Errno.ENAMETOOLONG, _kernel.Write(new string('a', 256), "x"));
        Assert.Equal(Errno.ENAMETOOLONG, Sys.Stat(string.Concat(Enumerable.Repeat("a/", 2050)), true).Error);
        Assert.Equal(Errno.ENAMETOOLONG, Sys.Mkdir(new string('é', 128), 0x1ED).Error);
        Assert.True(Sys.Mkdir(new string('é', 127), 0x1ED).Ok);
        Assert.Equal(Errno.EINVAL, Sys.Mkdir("a\0b", 0x1ED).Error);
    }

    /// <summary>Ends what the file system stands on.</summary>
    private protected virtual void DisposeBacking()
    {
    }

    public void Dispose()
    {
        Assert.Empty(_kernel.Faults);
        _kernel.Dispose();
        DisposeBacking();
        GC.SuppressFinalize(this);
    }
}
