using System.Buffers.Binary;
using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Events of <c>inotify(7)</c> in Linux's order.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TestKernel _kernel = TestKernel.Create(limits: l => l with { MaxWatches = 3, MaxWatchEvents = 4 });
    private readonly int _queue;

    public WatchTests() => _queue = Sys.InotifyInit(OpenFlags.O_NONBLOCK).Value;

    private ProcessSyscalls Sys => _kernel.Sys;

    public void Dispose()
    {
        Assert.Empty(_kernel.Faults);
        _kernel.Dispose();
    }

    [Fact]
    public void Directory_TellsOfItsNames()
    {
        int watch = Watch(".");
        _kernel.Write("f", "x");
        Assert.Equal([(watch, WatchEvents.IN_CREATE, "f"), (watch, WatchEvents.IN_MODIFY, "f")], Read());
        Sys.Chmod("f", 0x180);
        Sys.Utimes("f", 1, 2, true);
        Assert.Equal([(watch, WatchEvents.IN_ATTRIB, "f")], Read());
        Sys.Truncate("f", 0);
        Assert.Equal([(watch, WatchEvents.IN_MODIFY, "f")], Read());
        Sys.Mkdir("d", 0x1ED);
        Assert.Equal([(watch, WatchEvents.IN_CREATE | WatchEvents.IN_ISDIR, "d")], Read());
        Sys.Rename("f", "g");
        Assert.Equal([(watch, WatchEvents.IN_MOVED_FROM, "f"), (watch, WatchEvents.IN_MOVED_TO, "g")], Read());
        Sys.Link("g", "h");
        Sys.Symlink("g", "s");
        Assert.Equal([(watch, WatchEvents.IN_CREATE, "h"), (watch, WatchEvents.IN_CREATE, "s")], Read());
        Sys.Unlink("h");
        Sys.Rmdir("d");
        Assert.Equal([(watch, WatchEvents.IN_DELETE, "h"), (watch, WatchEvents.IN_DELETE | WatchEvents.IN_ISDIR, "d")], Read());
        _kernel.Put("/workspace/byhost", "");
        Assert.Equal([(watch, WatchEvents.IN_CREATE, "byhost")], Read());
    }

    [Fact]
    public void Descriptor_TellsTheDirectoryItWasOpenedIn()
    {
        _kernel.Write("f", "x");
        int fd = Sys.Open("f", OpenFlags.O_RDWR, 0).Value;
        int watch = Watch(".");
        Sys.Write(fd, "y"u8, -1);
        Assert.Equal([(watch, WatchEvents.IN_MODIFY, "f")], Read());
        Sys.Rename("f", "g");
        Read();
        Sys.Write(fd, "y"u8, -1);
        Sys.Fchmod(fd, 0x180);
        Assert.Empty(Read());
    }

    [Fact]
    public void File_TellsOfItselfUntilItIsGone()
    {
        _kernel.Write("f", "x");
        int watch = Watch("f");
        Assert.Equal(watch, Watch("f"));
        _kernel.Write("f", "yy", OpenFlags.O_APPEND);
        Assert.Equal([(watch, WatchEvents.IN_MODIFY, "")], Read());
        Sys.Rename("f", "g");
        Assert.Equal([(watch, WatchEvents.IN_MOVE_SELF, "")], Read());
        Sys.Unlink("g");
        Assert.Equal([(watch, WatchEvents.IN_ATTRIB, ""), (watch, WatchEvents.IN_DELETE_SELF, ""), (watch, WatchEvents.IN_IGNORED, "")], Read());
        Assert.Equal(0, _kernel.Kernel.Watches.Count);
        Assert.Equal(Errno.EINVAL, Sys.InotifyRemove(_queue, watch).Error);
    }

    [Theory]
    [InlineData("/mnt/host")]
    [InlineData(OverlayKernel.Directory)]
    public void OtherFileSystems_TellTheSame(string at)
    {
        using TestKernel kernel = at == OverlayKernel.Directory
            ? OverlayKernel.Create(k => k.Put($"{OverlayKernel.Lower}/f", "lower"), out _)
            : TestKernel.Create(change: c => c with { Broker = Host(), Mounts = [new(3, "/mnt/host", ReadOnly: false)] });
        int queue = kernel.Sys.InotifyInit(0).Value;
        int directory = kernel.Sys.InotifyAdd(queue, at, WatchEvents.All).Value;
        int file = kernel.Sys.InotifyAdd(queue, $"{at}/f", WatchEvents.All).Value;
        kernel.Write($"{at}/f", "+", OpenFlags.O_APPEND);
        kernel.Sys.Chmod($"{at}/f", 0x180);
        kernel.Write($"{at}/new", "");
        kernel.Sys.Rename($"{at}/new", $"{at}/newer");
        kernel.Sys.Unlink($"{at}/f");
        Assert.Equal(
            [
                (directory, WatchEvents.IN_MODIFY, "f"), (file, WatchEvents.IN_MODIFY, ""),
                (directory, WatchEvents.IN_ATTRIB, "f"), (file, WatchEvents.IN_ATTRIB, ""),
                (directory, WatchEvents.IN_CREATE, "new"),
                (directory, WatchEvents.IN_MOVED_FROM, "new"), (directory, WatchEvents.IN_MOVED_TO, "newer"),
                (file, WatchEvents.IN_ATTRIB, ""), (file, WatchEvents.IN_DELETE_SELF, ""), (file, WatchEvents.IN_IGNORED, ""),
                (directory, WatchEvents.IN_DELETE, "f"),
            ],
            Read(kernel.Sys, queue));

        static FakeBroker Host()
        {
            var broker = new FakeBroker();
            broker.Put("f", "host"u8.ToArray());
            return broker;
        }
    }

    [Fact]
    public void Queue_Full_TellsOfAnOverflowOnce()
    {
        int watch = Watch(".");
        for (int i = 0; i < 10; i++)
        {
            Sys.Mkdir($"d{i}", 0x1ED);
        }

        (int, WatchEvents, string)[] events = Read();
        Assert.Equal(5, events.Length);
        Assert.Equal((-1, WatchEvents.IN_Q_OVERFLOW, ""), events[^1]);
        Sys.Rmdir("d0");
        Assert.Equal([(watch, WatchEvents.IN_DELETE | WatchEvents.IN_ISDIR, "d0")], Read());
    }

    [Fact]
    public void Watches_BeyondTheLimit_AreENOSPC()
    {
        string[] paths = ["a", "b", "c", "d"];
        foreach (string path in paths)
        {
            _kernel.Write(path, "");
        }

        Assert.All(paths[..3], p => Watch(p));
        Assert.Equal(Errno.ENOSPC, Sys.InotifyAdd(_queue, "d", WatchEvents.All).Error);
        Assert.True(Sys.InotifyRemove(_queue, 1).Ok);
        Assert.Equal([(1, WatchEvents.IN_IGNORED, "")], Read());
        Assert.True(Sys.InotifyAdd(_queue, "d", WatchEvents.All).Ok);
        Sys.Close(_queue);
        Assert.Equal(0, _kernel.Kernel.Watches.Count);
        Assert.False(_kernel.Kernel.Watches.Any);
    }

    [Theory]
    [InlineData("none", (uint)WatchEvents.All, nameof(Errno.ENOENT))]
    [InlineData("f", (uint)(WatchEvents.All | WatchEvents.IN_ONLYDIR), nameof(Errno.ENOTDIR))]
    [InlineData("f", 0u, nameof(Errno.EINVAL))]
    [InlineData("/root", (uint)WatchEvents.All, nameof(Errno.EACCES))]
    public void Add_WhatCannotBeWatched_IsAnErrno(string path, uint mask, string expected)
    {
        _kernel.Write("f", "");
        Assert.Equal(expected, Sys.InotifyAdd(_queue, path, (WatchEvents)mask).Error.ToString());
        Assert.Equal(Errno.EINVAL, Sys.InotifyAdd(0, "f", WatchEvents.All).Error);
        Assert.Equal(Errno.EAGAIN, Sys.Read(_queue, new byte[8], -1, wait: false).Error);
    }

    [Fact]
    public void Add_WhereThePolicyDenies_IsEACCES()
    {
        using TestKernel kernel = TestKernel.Create(TestKernel.FsRules(
            PermissionMode.Allow,
            (PermissionMode.Deny, "readdir", "/workspace/closed"),
            (PermissionMode.Deny, "stat", "/workspace/secret")));
        kernel.Host.Mkdir("/workspace/closed", recursive: false);
        kernel.Put("/workspace/secret", "x");
        int queue = kernel.Sys.InotifyInit(0).Value;
        Assert.Equal(Errno.EACCES, kernel.Sys.InotifyAdd(queue, "closed", WatchEvents.All).Error);
        Assert.Equal("fs.readdir", LastDenial.Capability);
        Assert.Equal(Errno.EACCES, kernel.Sys.InotifyAdd(queue, "secret", WatchEvents.All).Error);
        Assert.Equal("fs.stat", LastDenial.Capability);
        Assert.True(kernel.Sys.InotifyAdd(queue, ".", WatchEvents.All).Ok);
        Assert.Null(LastDenial.Capability);
    }

    [Fact]
    public void NotifyReadable_RunsWhenAnEventComes()
    {
        Watch(".");
        int told = 0;
        Assert.True(Sys.NotifyReadable(_queue, () => told++));
        Sys.Mkdir("d", 0x1ED);
        Sys.Mkdir("e", 0x1ED);
        Assert.Equal(1, told);
        Assert.False(Sys.NotifyReadable(_queue, () => told++));
        Assert.Equal(Errno.EINVAL, Sys.Read(_queue, new byte[16], -1, wait: false).Error);
    }

    private int Watch(string path) => Sys.InotifyAdd(_queue, path, WatchEvents.All).Value;

    private (int Watch, WatchEvents Mask, string Name)[] Read() => Read(Sys, _queue);

    private static (int Watch, WatchEvents Mask, string Name)[] Read(ProcessSyscalls sys, int queue)
    {
        var events = new List<(int, WatchEvents, string)>();
        var buffer = new byte[4096];
        while (!sys.Read(queue, buffer, -1, wait: false).IsError(out int count, out _))
        {
            for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, count); rest.Length > 0;)
            {
                int size = BinaryPrimitives.ReadInt32LittleEndian(rest[12..]);
                events.Add((
                    BinaryPrimitives.ReadInt32LittleEndian(rest),
                    (WatchEvents)BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]),
                    Encoding.UTF8.GetString(rest.Slice(WatchDescription.HeaderSize, size).TrimEnd((byte)0))));
                rest = rest[(WatchDescription.HeaderSize + size)..];
            }
        }

        return [.. events];
    }
}
