using SecureExec.Core.Tests.Broker;

namespace SecureExec.Core.Tests.Api;

/// <summary>The VM's file system seen from the host, and host directories seen from the guest.</summary>
[Trait("Needs", "Worker")]
public sealed class RuntimeFileSystemTests(RuntimeFileSystemTests.Shared shared) : IClassFixture<RuntimeFileSystemTests.Shared>
{
    private readonly NodeRuntime _runtime = shared.Runtime;

    private RuntimeFileSystem Files => _runtime.FileSystem;

    [Fact]
    public async Task CreateAsync_Files_AreThereForTheFirstRun()
    {
        RunResult result = await _runtime.ExecAsync("console.log((await import('node:fs')).readFileSync('/workspace/a/b.txt', 'utf8'));");
        Assert.Equal("seed\n", result.Stdout);
    }

    [Fact]
    public async Task WriteFile_LargerThanOneMessage_IsReadBackWhole()
    {
        var content = new byte[1_000_003];
        new Random(1).NextBytes(content);
        await Files.WriteFileAsync("/big/file.bin", content);
        Assert.Equal(content, await Files.ReadFileAsync("/big/file.bin"));
        await Files.WriteFileAsync("/big/file.bin", ReadOnlyMemory<byte>.Empty);
        Assert.Empty(await Files.ReadFileAsync("/big/file.bin"));
    }

    [Fact]
    public async Task ReadFile_LargerThanAllowed_IsEFBIG()
    {
        await Files.WriteTextAsync("/small", "12345");
        Assert.Equal("EFBIG", (await Assert.ThrowsAsync<GuestFileException>(() => Files.ReadFileAsync("/small", maxBytes: 4))).Code);
    }

    [Fact]
    public async Task ListStatRenameRemove_Directory_DoWhatTheySay()
    {
        await Files.CreateDirectoryAsync("/d/sub");
        await Files.CreateDirectoryAsync("/d/sub");
        await Files.WriteTextAsync("/d/b.txt", "xyz");
        IReadOnlyList<GuestFileInfo> entries = await Files.ListAsync("/d");
        Assert.Equal([("b.txt", GuestFileKind.File, 3L), ("sub", GuestFileKind.Directory, entries[1].Size)], entries.Select(e => (e.Name, e.Kind, e.Size)));
        Assert.Equal("/d/b.txt", entries[0].Path);
        await Files.RenameAsync("/d/b.txt", "/d/sub/c.txt");
        Assert.Equal(3, (await Files.StatAsync("/d/sub/c.txt")).Size);
        Assert.Equal("ENOTEMPTY", (await Assert.ThrowsAsync<GuestFileException>(() => Files.RemoveAsync("/d"))).Code);
        await Files.RemoveAsync("/d", recursive: true);
        Assert.False(await Files.ExistsAsync("/d"));
    }

    [Fact]
    public async Task Operations_MissingFile_AreENOENT()
    {
        Assert.Equal("ENOENT", (await Assert.ThrowsAsync<GuestFileException>(() => Files.ReadFileAsync("/none"))).Code);
        var exception = await Assert.ThrowsAsync<GuestFileException>(() => Files.StatAsync("/none"));
        Assert.Equal((2, "/none"), (exception.Errno, exception.Path));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.StatAsync("relative"));
    }

    [Fact]
    public async Task NodeModules_HostFolder_IsRequiredAndCannotBeWritten()
    {
        using var host = new TempDirectory();
        host.Write("dep/package.json", """{"name":"dep","main":"lib/index.js"}""");
        host.Write("dep/lib/index.js", "module.exports = { v: require('./other').v };");
        host.Write("dep/lib/other.js", "exports.v = 11;");
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { NodeModules = host.Path });
        RunResult result = await runtime.ExecAsync("""
            import dep from 'dep';
            import fs from 'node:fs';
            let code;
            try { fs.writeFileSync('/workspace/node_modules/dep/x', 'y'); } catch (e) { code = e.code; }
            console.log(dep.v, code, fs.readdirSync('/workspace/node_modules').join());
            """, new RunOptions { FileName = "/workspace/main.mjs" });
        Assert.Equal(("11 EROFS dep\n", ""), (result.Stdout, result.Stderr));
        Assert.False(File.Exists(host.At("dep/x")));
    }

    [Fact]
    public async Task Mounts_WritableDirectory_ChangesOnTheHostAndNothingOutside()
    {
        using var host = new TempDirectory();
        using var outside = new TempDirectory();
        outside.Write("secret", "top");
        File.CreateSymbolicLink(host.At("escape"), outside.At("secret"));
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Mounts = [new HostMount(host.Path, "/data", ReadOnly: false)] });
        RunResult result = await runtime.ExecAsync("""
            import fs from 'node:fs';
            fs.mkdirSync('/data/new');
            fs.writeFileSync('/data/new/f', 'written');
            let code;
            try { console.log(fs.readFileSync('/data/escape', 'utf8')); } catch (e) { code = e.code; }
            console.log(code);
            """);
        Assert.Equal(("ENOENT\n", ""), (result.Stdout, result.Stderr));
        Assert.Equal("written", await File.ReadAllTextAsync(host.At("new/f")));
    }

    /// <summary>One runtime for all tests of the class.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal NodeRuntime Runtime { get; private set; } = null!;

        public async Task InitializeAsync() => Runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Files = new Dictionary<string, SeedContent> { ["/workspace/a/b.txt"] = "seed" },
        });

        public async Task DisposeAsync() => await Runtime.DisposeAsync();
    }
}
