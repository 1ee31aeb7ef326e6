namespace SecureExec.Core.Tests.Api;

/// <summary>Copies, moves, listings and batches over a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class RuntimeTreeTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private readonly NodeRuntime _runtime = shared.Runtime;

    private RuntimeFileSystem Files => _runtime.FileSystem;

    [Fact]
    public async Task CopyAsync_Tree_CopiesFilesLinksAndModes()
    {
        await Files.WriteTextAsync("/copy/from/a/b.txt", "content");
        await Files.CreateSymbolicLinkAsync("/copy/from/link", "a/b.txt");
        await Files.SetModeAsync("/copy/from/a/b.txt", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal("EISDIR", (await Assert.ThrowsAsync<GuestFileException>(() => Files.CopyAsync("/copy/from", "/copy/to"))).Code);
        await Files.CopyAsync("/copy/from", "/copy/to", recursive: true);
        Assert.Equal("content", await Files.ReadTextAsync("/copy/to/a/b.txt"));
        Assert.Equal(0x140, (await Files.StatAsync("/copy/to/a/b.txt")).Mode);
        Assert.Equal("a/b.txt", await Files.ReadLinkAsync("/copy/to/link"));
        await Files.WriteTextAsync("/copy/from/a/b.txt", "changed");
        Assert.Equal("content", await Files.ReadTextAsync("/copy/to/link"));
    }

    [Fact]
    public async Task CopyAsync_OverWhatIsThere_ReplacesFilesAndMergesDirectories()
    {
        await Files.WriteTextAsync("/merge/from/both", "new");
        await Files.WriteTextAsync("/merge/to/both", "old");
        await Files.WriteTextAsync("/merge/to/kept", "kept");
        await Files.CreateSymbolicLinkAsync("/merge/to/aside", "kept");
        await Files.CopyAsync("/merge/from", "/merge/to", recursive: true);
        Assert.Equal(["new", "kept"], (await Files.ReadFilesAsync(["/merge/to/both", "/merge/to/kept"])).Select(item => System.Text.Encoding.UTF8.GetString(item.Content.Span)));
        // A link in the way is replaced, what it leads to is not touched.
        await Files.CopyAsync("/merge/from/both", "/merge/to/aside");
        Assert.Equal((GuestFileKind.File, "kept"), ((await Files.StatAsync("/merge/to/aside", followLinks: false)).Kind, await Files.ReadTextAsync("/merge/to/kept")));
    }

    [Fact]
    public async Task CopyAsync_IntoItself_IsRefused()
    {
        await Files.WriteTextAsync("/self/a/file", "x");
        await Files.CreateSymbolicLinkAsync("/inself", "/self");
        foreach (string target in new[] { "/self", "/self/a/b/c", "/inself/d" })
        {
            Assert.Equal("EINVAL", (await Assert.ThrowsAsync<GuestFileException>(() => Files.CopyAsync("/self", target, recursive: true))).Code);
        }
        Assert.Equal(["a", "a/file"], (await Files.ListRecursiveAsync("/self")).Select(info => info.Path["/self/".Length..]));
    }

    [Fact]
    public async Task MoveAsync_ToAnotherFileSystem_CopiesAndRemoves()
    {
        using var host = new Broker.TempDirectory();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Mounts = [new HostMount(host.Path, "/out", ReadOnly: false)] });
        await runtime.FileSystem.WriteTextAsync("/tree/sub/file", "moved");
        Assert.Equal("EXDEV", (await Assert.ThrowsAsync<GuestFileException>(() => runtime.FileSystem.RenameAsync("/tree", "/out/tree"))).Code);
        await runtime.FileSystem.MoveAsync("/tree", "/out/tree");
        Assert.False(await runtime.FileSystem.ExistsAsync("/tree"));
        Assert.Equal("moved", await File.ReadAllTextAsync(host.At("tree/sub/file")));
    }

    [Fact]
    public async Task ListRecursiveAsync_DepthAndExclude_LeaveOut()
    {
        await Files.WriteFilesAsync(new Dictionary<string, SeedContent>
        {
            ["/list/a/b/c/deep"] = "", ["/list/node_modules/x/index.js"] = "", ["/list/top.txt"] = "", ["/list/a/skip.log"] = "",
        });
        await Files.CreateSymbolicLinkAsync("/list/round", "/list");
        var options = new TreeListOptions { MaxDepth = 3, Exclude = ["node_modules/**", "**.log"] };
        Assert.Equal(["/list/a", "/list/a/b", "/list/a/b/c", "/list/round", "/list/top.txt"], (await Files.ListRecursiveAsync("/list", options)).Select(info => info.Path));
        Assert.Equal("ENOMEM", (await Assert.ThrowsAsync<GuestFileException>(() => Files.ListRecursiveAsync("/list", new TreeListOptions { MaxEntries = 3 }))).Code);
        Assert.Equal("ENOENT", (await Assert.ThrowsAsync<GuestFileException>(() => Files.ListRecursiveAsync("/list/none"))).Code);
        Assert.Equal("ENOTDIR", (await Assert.ThrowsAsync<GuestFileException>(() => Files.ListRecursiveAsync("/list/top.txt"))).Code);
        Assert.Contains("MaxDepth", (await Assert.ThrowsAsync<ArgumentException>(() => Files.ListRecursiveAsync("/list", new TreeListOptions { MaxDepth = 129 }))).Message);
        Assert.Contains("Exclude", (await Assert.ThrowsAsync<ArgumentException>(() => Files.ListRecursiveAsync("/list", new TreeListOptions { Exclude = [""] }))).Message);
    }

    [Fact]
    public async Task Batches_OneBadFile_DoesNotHinderTheOthers()
    {
        await Files.CreateDirectoryAsync("/batch/directory");
        IReadOnlyList<FileBatchItem> written = await Files.WriteFilesAsync(new Dictionary<string, SeedContent> { ["/batch/directory"] = "x", ["/batch/new/file"] = "y" });
        Assert.Equal([("/batch/directory", "EISDIR"), ("/batch/new/file", null)], written.Select(item => (item.Path, item.Error?.Code)));
        IReadOnlyList<FileBatchItem> read = await Files.ReadFilesAsync(["/batch/none", "/batch/new/file"]);
        Assert.Equal([false, true], read.Select(item => item.Succeeded));
        Assert.Equal("y"u8.ToArray(), read[1].Content.ToArray());
        await Assert.ThrowsAsync<ArgumentException>(() => Files.ReadFilesAsync(["relative"]));
    }
}
