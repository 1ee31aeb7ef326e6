using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class HostFsTests
{
    private readonly FakeBroker _broker = new();
    private readonly ManualClock _clock = new();

    private TestKernel NewKernel(bool readOnly = true, Func<ResourceLimits, ResourceLimits>? limits = null, PermissionPolicy? policy = null) =>
        TestKernel.Create(
            policy,
            limits,
            c => c with { Broker = _broker, TimeProvider = _clock, Mounts = [new(3, "/app/node_modules", readOnly)] });

    private void Put(string path, string text) => _broker.Put(path, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Read_Twice_AsksTheHostOnce()
    {
        Put("lib/index.js", "code");
        using TestKernel kernel = NewKernel();
        Assert.Equal("code", kernel.Read("/app/node_modules/lib/index.js").Value);
        int asked = _broker.Asked.Count;
        Assert.Equal("code", kernel.Read("/app/node_modules/lib/index.js").Value);
        Assert.True(kernel.Sys.Stat("/app/node_modules/lib/index.js", true).Ok);
        Assert.Equal(asked, _broker.Asked.Count);
        Assert.Equal(1, _broker.Count("readfile"));
        Assert.Equal(4, kernel.Kernel.Snapshot().HostCacheBytes);
    }

    [Fact]
    public void Read_SecondFileOfADirectory_BringsItsKindAlong()
    {
        for (int i = 0; i < 40; i++)
        {
            Put($"lib/m{i}.js", $"module {i}");
        }

        Put("lib/readme.md", "text");
        Put("lib/large.js", new string('x', 100_000));
        using TestKernel kernel = NewKernel();
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal($"module {i}", kernel.Read($"/app/node_modules/lib/m{i}.js").Value);
        }

        Assert.Equal(1, _broker.Count("readfiles"));
        Assert.Equal(1, _broker.Count("readfile"));
        Assert.Equal("text", kernel.Read("/app/node_modules/lib/readme.md").Value);
        Assert.StartsWith("xxx", kernel.Read("/app/node_modules/lib/large.js").Value, StringComparison.Ordinal);
        Assert.Equal(3, _broker.Count("readfile"));
    }

    [Fact]
    public void Change_OnTheHostOfAFileThatCameAlong_IsSeenAfterTheBelievedTime()
    {
        Put("lib/a.js", "a");
        Put("lib/b.js", "b");
        Put("lib/c.js", "old");
        Put("lib/d.js", "d");
        using TestKernel kernel = NewKernel();
        Assert.Equal("a", kernel.Read("/app/node_modules/lib/a.js").Value);
        Assert.Equal("b", kernel.Read("/app/node_modules/lib/b.js").Value);
        Assert.Equal(1, _broker.Count("readfiles"));
        Put("lib/c.js", "newer");
        _broker.Root.Children["lib"].Children.Remove("d.js");
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("newer", kernel.Read("/app/node_modules/lib/c.js").Value);
        Assert.Equal(Errno.ENOENT, kernel.Read("/app/node_modules/lib/d.js").Error);
        Assert.Equal("b", kernel.Read("/app/node_modules/lib/b.js").Value);
    }

    [Fact]
    public void HostMountCacheMs_IsHowLongTheHostIsBelieved()
    {
        Put("lib/a.js", "old");
        using TestKernel kernel = NewKernel(limits: l => l with { HostMountCacheMs = 500 });
        Assert.Equal("old", kernel.Read("/app/node_modules/lib/a.js").Value);
        Put("lib/a.js", "newer");
        Put("lib/b.js", "b");
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal("old", kernel.Read("/app/node_modules/lib/a.js").Value);
        Assert.Equal(Errno.ENOENT, kernel.Read("/app/node_modules/lib/b.js").Error);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("newer", kernel.Read("/app/node_modules/lib/a.js").Value);
        Assert.Equal("b", kernel.Read("/app/node_modules/lib/b.js").Value);
    }

    [Fact]
    public void HostMountCacheMs_Zero_AsksEachTime()
    {
        Put("lib/a.js", "old");
        using TestKernel kernel = NewKernel(limits: l => l with { HostMountCacheMs = 0 });
        Assert.Equal("old", kernel.Read("/app/node_modules/lib/a.js").Value);
        Put("lib/a.js", "newer");
        Assert.Equal("newer", kernel.Read("/app/node_modules/lib/a.js").Value);
    }

    [Fact]
    public void Lookup_MissingNames_AreAnsweredFromTheListing()
    {
        Put("lib/index.js", "code");
        using TestKernel kernel = NewKernel();
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(Errno.ENOENT, kernel.Sys.Stat($"/app/node_modules/lib/none{i}.js", true).Error);
        }

        Assert.Equal(2, _broker.Asked.Count);
    }

    [Fact]
    public void Change_OnTheHost_IsSeenAfterTheBelievedTime()
    {
        Put("f", "old");
        using TestKernel kernel = NewKernel();
        Assert.Equal("old", kernel.Read("/app/node_modules/f").Value);
        Put("f", "newer");
        Put("g", "g");
        Assert.Equal("old", kernel.Read("/app/node_modules/f").Value);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("newer", kernel.Read("/app/node_modules/f").Value);
        Assert.Equal("g", kernel.Read("/app/node_modules/g").Value);
        _broker.Root.Children.Remove("g");
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Errno.ENOENT, kernel.Read("/app/node_modules/g").Error);
    }

    [Fact]
    public void ReadOnlyMount_EveryChange_ReturnsEROFS()
    {
        Put("f", "x");
        Put("d/g", "x");
        using TestKernel kernel = NewKernel();
        const string Root = "/app/node_modules";
        Assert.Equal(Errno.EROFS, kernel.Write($"{Root}/f", "y"));
        Assert.Equal(Errno.EROFS, kernel.Write($"{Root}/new", "y"));
        Assert.Equal(Errno.EROFS, kernel.Sys.Mkdir($"{Root}/e", 0x1ED).Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Unlink($"{Root}/f").Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Rename($"{Root}/f", $"{Root}/h").Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Symlink("f", $"{Root}/l").Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Link($"{Root}/f", $"{Root}/l").Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Chmod($"{Root}/f", 0x1FF).Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Utimes($"{Root}/f", 1, 1, true).Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Truncate($"{Root}/f", 0).Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Chown($"{Root}/f", 1000, 1000, true).Error);
        Assert.Equal(Errno.EROFS, kernel.Sys.Access($"{Root}/f", (int)AccessMode.W_OK).Error);
        Assert.Equal(Errno.EROFS, kernel.Host.WriteFile($"{Root}/f", "y"u8).Error);
        Assert.Equal("x", kernel.Read($"{Root}/f").Value);
        Assert.All(_broker.Asked, a => Assert.Matches("^(readdir|readfile|stat) ", a));
    }

    [Fact]
    public void Symlink_AbsoluteOnTheHost_LeadsIntoTheGuest()
    {
        Put("f", "x");
        _broker.PutLink("passwd", "/etc/passwd");
        _broker.PutLink("up", "../../../../etc/hostname");
        using TestKernel kernel = NewKernel();
        Assert.StartsWith("root:x:0", kernel.Read("/app/node_modules/passwd").Value, StringComparison.Ordinal);
        Assert.Equal("secureexec\n", kernel.Read("/app/node_modules/up").Value);
        Assert.All(_broker.Asked, a => Assert.DoesNotContain("etc", a, StringComparison.Ordinal));
    }

    [Fact]
    public void Paths_SentToTheBroker_HaveNoDotsOrSlashesAround()
    {
        Put("a/b/c.txt", "x");
        using TestKernel kernel = NewKernel();
        Assert.Equal("x", kernel.Read("/app//node_modules/./a/../a//b/../b/c.txt").Value);
        Assert.All(_broker.Asked, a => Assert.DoesNotMatch(@"(^|[ /])\.\.?(/|$)|//|^\S+ /|/$", a));
    }

    [Fact]
    public void Cache_ContentBeyondTheLimit_IsDropped()
    {
        for (int i = 0; i < 8; i++)
        {
            _broker.Put($"f{i}", new byte[1000]);
        }

        using TestKernel kernel = NewKernel(limits: l => l with { HostMountCacheBytes = 4000 });
        for (int i = 0; i < 8; i++)
        {
            Assert.True(kernel.Read($"/app/node_modules/f{i}").Ok);
            Assert.InRange(kernel.Kernel.Snapshot().HostCacheBytes, 0, 4000);
        }

        Assert.Equal(8, _broker.Count("readfile"));
        kernel.Read("/app/node_modules/f7");
        Assert.Equal(8, _broker.Count("readfile"));
        kernel.Read("/app/node_modules/f0");
        Assert.Equal(9, _broker.Count("readfile"));
    }

    [Fact]
    public void Cache_NamesBeyondTheLimit_AreDroppedAndLearntAgain()
    {
        for (int d = 0; d < 10; d++)
        {
            for (int f = 0; f < 10; f++)
            {
                Put($"d{d}/f{f}", $"{d}{f}");
            }
        }

        using TestKernel kernel = NewKernel(limits: l => l with { HostMountCacheEntries = 30 });
        int open = kernel.Sys.Open("/app/node_modules/d0/f0", OpenFlags.O_RDONLY, 0).Value;
        for (int d = 0; d < 10; d++)
        {
            for (int f = 0; f < 10; f++)
            {
                Assert.Equal($"{d}{f}", kernel.Read($"/app/node_modules/d{d}/f{f}").Value);
            }

            Assert.InRange(kernel.Kernel.Snapshot().HostCacheEntries, 1, 30);
        }

        _clock.Advance(TimeSpan.FromSeconds(3));
        Put("d0/f0", "changed");
        var buffer = new byte[20];
        Assert.Equal(7, kernel.Sys.Read(open, buffer, 0, false).Value);
    }

    [Fact]
    public void LargeFile_IsReadInRangesAndNotKept()
    {
        var data = new byte[3_000_000];
        new Random(1).NextBytes(data);
        _broker.Put("big", data);
        using TestKernel kernel = NewKernel();
        Assert.Equal(data, kernel.Host.ReadFile("/app/node_modules/big", 4_000_000).Value);
        Assert.Equal(Errno.EFBIG, kernel.Host.ReadFile("/app/node_modules/big", 1000).Error);
        Assert.Equal(0, _broker.Count("readfile"));
        Assert.Equal(0, kernel.Kernel.Snapshot().HostCacheBytes);
    }

    [Fact]
    public void LargeDirectory_IsLookedUpNameByName()
    {
        for (int i = 0; i < 30; i++)
        {
            Put($"f{i}", $"{i}");
        }

        using TestKernel kernel = NewKernel(limits: l => l with { MaxReaddirEntries = 20 });
        Assert.Equal("17", kernel.Read("/app/node_modules/f17").Value);
        Assert.Equal(Errno.ENOENT, kernel.Read("/app/node_modules/none").Error);
        Assert.Equal(Errno.ENOMEM, kernel.Sys.ReadDir("/app/node_modules").Error);
    }

    [Fact]
    public void Unlink_OpenHostFile_AnswersESTALE()
    {
        using TestKernel kernel = NewKernel(readOnly: false);
        kernel.Write("/app/node_modules/f", "x");
        int fd = kernel.Sys.Open("/app/node_modules/f", OpenFlags.O_RDWR, 0).Value;
        kernel.Sys.Unlink("/app/node_modules/f");
        Assert.Equal(Errno.ESTALE, kernel.Sys.Write(fd, "y"u8, 0).Error);
    }

    [Fact]
    public void Owner_OfHostFiles_IsTheGuest()
    {
        Put("f", "x");
        using TestKernel kernel = NewKernel();
        FileStat stat = kernel.Sys.Stat("/app/node_modules/f", true).Value;
        Assert.Equal((1000u, 1000u), (stat.Uid, stat.Gid));
        Assert.NotEqual(kernel.Sys.Stat("/app", true).Value.Dev, stat.Dev);
    }

    [Fact]
    public void NestedMount_SurvivesRefreshesOfTheOuter()
    {
        Put("inner/placeholder", "outer");
        using TestKernel kernel = TestKernel.Create(
            limits: l => l with { HostMountCacheEntries = 16 },
            change: c => c with
            {
                Broker = _broker,
                TimeProvider = _clock,
                Mounts = [new(1, "/app"), new(2, "/app/inner")],
            });
        Assert.Equal(Errno.ENOENT, kernel.Sys.Stat("/app/inner/placeholder", true).Error);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Put("other", "x");
        Assert.True(kernel.Sys.Stat("/app/other", true).Ok);
        Assert.Equal("outer", kernel.Read("/app/inner/inner/placeholder").Value);
        Assert.Equal(Errno.EBUSY, kernel.Host.Remove("/app/inner", recursive: false).Error);
    }

    [Fact]
    public void Policy_OnHostMounts_IsTheGuestPath()
    {
        Put("lib/private/key", "k");
        Put("lib/open", "o");
        using TestKernel kernel = NewKernel(policy: TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "*", "/app/node_modules/lib/private/**")));
        Assert.Equal("o", kernel.Read("/app/node_modules/lib/open").Value);
        Assert.Equal(Errno.EACCES, kernel.Read("/app/node_modules/lib/private/key").Error);
        Assert.Equal(0, _broker.Count("readfile lib/private/key"));
    }

    [Fact]
    public void Constructor_MountWithoutBroker_Throws() =>
        Assert.Throws<ArgumentException>(() => TestKernel.Create(change: c => c with { Mounts = [new(1, "/x")] }));
}
