using System.Formats.Tar;
using System.Text;

namespace SecureExec.Core.Tests.Api;

/// <summary>Trees of the VM as archives, and archives that mean harm, over a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class TarTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private readonly NodeRuntime _runtime = shared.Runtime;

    /// <summary>Archives that must not be imported, with a part of what they are refused for.</summary>
    public static TheoryData<string, string> Hostile => new()
    {
        { "absolute name", "absolute name" },
        { "dot dot", "'..'" },
        { "dot dot inside", "'..'" },
        { "link out", "leads out" },
        { "absolute link out", "leads out" },
        { "link that climbs after it descended", "leads out" },
        { "file through a link", "through the link" },
        { "directory through a link", "through the link" },
        { "hard link out", "'..'" },
        { "hard link to nothing", "no file of the archive" },
        { "hard link to a link", "no file of the archive" },
        { "character device", "CharacterDevice" },
        { "block device", "BlockDevice" },
        { "pipe", "Fifo" },
        { "huge file", "bytes" },
        { "huge description", "description" },
        { "size told elsewhere", "outside its header" },
        { "negative size", "no size" },
        { "directory with content", "has content" },
        { "truncated", "damaged" },
        { "no archive", "no size" },
        { "root as a file", "only be a directory" },
    };

    [Fact]
    public async Task ExportAsync_ThenImport_GivesTheSameTree()
    {
        var large = new byte[700_001];
        new Random(1).NextBytes(large);
        await _runtime.ExecAsync("""
            import fs from 'node:fs';
            fs.mkdirSync('/tmp/tree/empty', { recursive: true });
            fs.writeFileSync('/tmp/tree/run.sh', 'echo', { mode: 0o750 });
            fs.writeFileSync('/tmp/tree/none', '');
            fs.linkSync('/tmp/tree/run.sh', '/tmp/tree/again.sh');
            fs.symlinkSync('run.sh', '/tmp/tree/link');
            fs.writeFileSync('/tmp/tree/' + 'long-'.repeat(40) + 'ünïcode', 'n');
            fs.utimesSync('/tmp/tree/run.sh', 1e9, 1e9);
            """);
        await _runtime.FileSystem.WriteFileAsync("/tmp/tree/sub/large.bin", large);
        using var archive = new MemoryStream();
        await _runtime.FileSystem.ExportAsync(archive, "/tmp/tree");
        archive.Position = 0;
        int entries = await _runtime.FileSystem.ImportAsync(archive, "/restored/here");
        IReadOnlyList<GuestFileInfo> before = await _runtime.FileSystem.ListRecursiveAsync("/tmp/tree");
        IReadOnlyList<GuestFileInfo> after = await _runtime.FileSystem.ListRecursiveAsync("/restored/here");
        Assert.Equal(before.Count, entries);
        Assert.Equal(before.Select(Facts("/tmp/tree")), after.Select(Facts("/restored/here")));
        Assert.Equal(large, await _runtime.FileSystem.ReadFileAsync("/restored/here/sub/large.bin"));
        GuestFileInfo script = await _runtime.FileSystem.StatAsync("/restored/here/run.sh");
        Assert.Equal((script.Inode, 1_000_000_000L), ((await _runtime.FileSystem.StatAsync("/restored/here/again.sh")).Inode, script.Modified.ToUnixTimeSeconds()));

        static Func<GuestFileInfo, string> Facts(string root) => info => $"{info.Path[root.Length..]} {info.Kind} {info.Mode:x} {info.Links} {(info.Kind == GuestFileKind.File ? info.Size : 0)}";
    }

    [Fact]
    public async Task ExportAsync_WholeMachine_LeavesDevicesAndMountsOut()
    {
        using var archive = new MemoryStream();
        await _runtime.FileSystem.WriteTextAsync("/workspace/mine", "1");
        await _runtime.FileSystem.ExportAsync(archive, "/", new TreeListOptions { Exclude = ["home/**"] });
        archive.Position = 0;
        var names = new List<string>();
        using var reader = new TarReader(archive);
        while (reader.GetNextEntry() is { } entry) names.Add(entry.Name);
        Assert.Contains("workspace/mine", names);
        Assert.Contains("etc/passwd", names);
        Assert.DoesNotContain(names, name => name.StartsWith("dev/n", StringComparison.Ordinal) || name.StartsWith("proc/v", StringComparison.Ordinal) || name.StartsWith("home", StringComparison.Ordinal));
        archive.Position = 0;
        await using NodeRuntime other = await RealWorker.StartAsync();
        await other.FileSystem.ImportAsync(archive);
        Assert.Equal("1", await other.FileSystem.ReadTextAsync("/workspace/mine"));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task ImportAsync_HostileArchive_IsRefusedAndReachesNothingOutside(string kind, string reason)
    {
        await _runtime.FileSystem.CreateDirectoryAsync("/outside");
        using var archive = new MemoryStream(Make(kind));
        TarImportException refusal = await Assert.ThrowsAsync<TarImportException>(() => _runtime.FileSystem.ImportAsync(archive, "/import/root"));
        Assert.Contains(reason, refusal.Message);
        Assert.Empty(await _runtime.FileSystem.ListAsync("/outside"));
        Assert.False(await _runtime.FileSystem.ExistsAsync("/import/evil"));
        await _runtime.FileSystem.RemoveAsync("/import", recursive: true);
    }

    [Fact]
    public async Task ImportAsync_MoreThanTheLimits_IsRefused()
    {
        byte[] archive = Tar(writer =>
        {
            for (int i = 0; i < 5; i++) writer.WriteEntry(File($"f{i}", new string('x', 1000)));
        });
        var few = new TarImportOptions { MaxEntries = 3 };
        Assert.Contains("3 entries", (await Assert.ThrowsAsync<TarImportException>(() => _runtime.FileSystem.ImportAsync(new MemoryStream(archive), "/few", few))).Message);
        var small = new TarImportOptions { MaxBytes = 2500 };
        Assert.Equal("f2", (await Assert.ThrowsAsync<TarImportException>(() => _runtime.FileSystem.ImportAsync(new MemoryStream(archive), "/small", small))).EntryName);
        Assert.Equal(["f0", "f1"], (await _runtime.FileSystem.ListAsync("/small")).Select(info => info.Name));
        Assert.Contains("MaxEntries", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.FileSystem.ImportAsync(new MemoryStream(archive), "/x", new TarImportOptions { MaxEntries = 0 }))).Message);
    }

    [Fact]
    public async Task ImportAsync_FileSystemFull_IsENOSPC()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { MaxFilesystemBytes = 2 * 1024 * 1024 } });
        byte[] archive = Tar(writer => writer.WriteEntry(File("big", new string('x', 3 * 1024 * 1024))));
        var options = new TarImportOptions { MaxBytes = 64 * 1024 * 1024 };
        Assert.Equal("ENOSPC", (await Assert.ThrowsAsync<GuestFileException>(() => runtime.FileSystem.ImportAsync(new MemoryStream(archive), "/x", options))).Code);
        Assert.Equal("1\n", (await runtime.ExecAsync("console.log(1)")).Stdout);
    }

    [Fact]
    public async Task ImportAsync_SetIdBits_AreDropped()
    {
        byte[] archive = Tar(writer => writer.WriteEntry(File("tool", "x", (UnixFileMode)0xFED)));
        await _runtime.FileSystem.ImportAsync(new MemoryStream(archive), "/bits");
        Assert.Equal(0x1ED, (await _runtime.FileSystem.StatAsync("/bits/tool")).Mode);
    }

    private static byte[] Make(string kind) => kind switch
    {
        "absolute name" => Tar(w => w.WriteEntry(File("/outside/evil", "x"))),
        "dot dot" => Tar(w => w.WriteEntry(File("../evil", "x"))),
        "dot dot inside" => Tar(w => w.WriteEntry(File("a/../../evil", "x"))),
        "link out" => Tar(w => w.WriteEntry(Link("l", "../../outside"))),
        "absolute link out" => Tar(w => w.WriteEntry(Link("l", "/outside"))),
        "link that climbs after it descended" => Tar(w =>
        {
            w.WriteEntry(Directory("d"));
            w.WriteEntry(Link("d/up", ".."));
            w.WriteEntry(Link("l", "d/up/.."));
        }),
        "file through a link" => Tar(w =>
        {
            w.WriteEntry(Directory("d"));
            w.WriteEntry(Link("l", "d"));
            w.WriteEntry(File("l/evil", "x"));
        }),
        "directory through a link" => Tar(w =>
        {
            w.WriteEntry(Directory("d"));
            w.WriteEntry(Link("l", "d"));
            w.WriteEntry(Directory("l/sub"));
        }),
        "hard link out" => Tar(w => w.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "h") { LinkName = "../../etc/passwd" })),
        "hard link to nothing" => Tar(w => w.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "h") { LinkName = "none" })),
        "hard link to a link" => Tar(w =>
        {
            w.WriteEntry(File("f", "x"));
            w.WriteEntry(Link("l", "f"));
            w.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "h") { LinkName = "l" });
        }),
        "character device" => Tar(w => w.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "c") { DeviceMajor = 1, DeviceMinor = 3 })),
        "block device" => Tar(w => w.WriteEntry(new PaxTarEntry(TarEntryType.BlockDevice, "b") { DeviceMajor = 8, DeviceMinor = 0 })),
        "pipe" => Tar(w => w.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "p"))),
        "huge file" => Header('0', "77777777777\0"),
        "huge description" => Header('x', "17777777777\0"),
        "size told elsewhere" => [.. Header('x', "00000000022\0"), .. Block("18 size=4000000000\n"), .. Header('0', "00000000001\0"), .. Block("x")],
        "negative size" => Header('0', "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"),
        "directory with content" => [.. Header('5', "00000001000\0"), .. Block("x")],
        "truncated" => Tar(w => w.WriteEntry(File("f", new string('x', 5000))))[..3000],
        "no archive" => Encoding.ASCII.GetBytes(new string('z', 2048)),
        "root as a file" => Tar(w => w.WriteEntry(File("./", "x"))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static byte[] Tar(Action<TarWriter> write)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true)) write(writer);
        return archive.ToArray();
    }

    private static PaxTarEntry File(string name, string content, UnixFileMode mode = (UnixFileMode)0x1A4) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), Mode = mode };

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static PaxTarEntry Directory(string name) => new(TarEntryType.Directory, name);

    /// <summary>A header block with a size of its own choosing.</summary>
    private static byte[] Header(char type, string size)
    {
        var block = new byte[512];
        Put("f", 0);
        Put("0000644\0", 100);
        Put("0000000\0", 108);
        Put("0000000\0", 116);
        Put(size, 124);
        Put("00000000000\0", 136);
        Put("        ", 148);
        block[156] = (byte)type;
        Put("ustar\0", 257);
        Put("00", 263);
        Put($"{Convert.ToString(block.Sum(b => b), 8).PadLeft(6, '0')}\0 ", 148);
        return block;

        void Put(string text, int offset) => Encoding.Latin1.GetBytes(text).CopyTo(block, offset);
    }

    private static byte[] Block(string text)
    {
        var block = new byte[512];
        Encoding.Latin1.GetBytes(text).CopyTo(block, 0);
        return block;
    }
}
