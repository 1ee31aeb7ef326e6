using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class FileTreeViewModelTests
{
    private readonly FakeGatewayClient _gateway = new();
    private readonly FileTreeViewModel _tree;

    public FileTreeViewModelTests() => _tree = new FileTreeViewModel(_gateway, "rt");

    [Fact]
    public async Task Open_Root_ListsDirectoriesFirstAndLoadsNothingBelow()
    {
        var asked = new List<string>();
        var list = _gateway.OnList;
        _gateway.OnList = path =>
        {
            asked.Add(path);
            return list(path);
        };

        await _tree.OpenAsync(CancellationToken.None);

        Assert.Equal(["/", "/tmp", "/readme.txt"], Paths);
        Assert.Equal(["/"], asked);
    }

    [Fact]
    public async Task Toggle_Directory_ShowsAndHidesItsEntries()
    {
        await _tree.OpenAsync(CancellationToken.None);

        await _tree.ToggleAsync(Find("/tmp"), CancellationToken.None);
        Assert.Equal(["/", "/tmp", "/tmp/a b#?%.json", "/tmp/data.bin", "/readme.txt"], Paths);

        await _tree.ToggleAsync(Find("/tmp"), CancellationToken.None);
        Assert.Equal(["/", "/tmp", "/readme.txt"], Paths);
    }

    [Fact]
    public async Task Refresh_OpenDirectory_StaysOpenWithItsNewEntries()
    {
        await _tree.OpenAsync(CancellationToken.None);
        await _tree.ToggleAsync(Find("/tmp"), CancellationToken.None);
        _gateway.OnList = path => Task.FromResult<GatewayResult<FileListing>>(path == "/tmp"
            ? new FileListing(path, [new FileEntry { Name = "new", Type = FileEntryType.File }])
            : new FileListing(path, Samples.Directories[path]));

        await _tree.RefreshAsync(CancellationToken.None);

        Assert.Equal(["/", "/tmp", "/tmp/new", "/readme.txt"], Paths);
    }

    [Fact]
    public async Task Open_Failed_TellsWhyAtTheDirectory()
    {
        _gateway.OnList = _ => Task.FromResult<GatewayResult<FileListing>>(FakeGatewayClient.Down);

        await _tree.OpenAsync(CancellationToken.None);

        Assert.Equal("down", _tree.Root.Error);
        Assert.False(_tree.Root.IsLoading);
    }

    [Fact]
    public async Task Select_File_ShowsItsText()
    {
        await _tree.OpenAsync(CancellationToken.None);

        await _tree.SelectAsync(Find("/readme.txt"), CancellationToken.None);

        Assert.Equal("Hello, world", _tree.Content?.Text);
        Assert.Null(_tree.ContentError);
    }

    [Fact]
    public async Task Select_AnotherFileMeanwhile_LateAnswerIsDropped()
    {
        await _tree.OpenAsync(CancellationToken.None);
        await _tree.ToggleAsync(Find("/tmp"), CancellationToken.None);
        var late = new TaskCompletionSource<GatewayResult<GuestFile>>();
        var read = _gateway.OnRead;
        _gateway.OnRead = path => path == "/readme.txt" ? late.Task : read(path);

        var first = _tree.SelectAsync(Find("/readme.txt"), CancellationToken.None);
        await _tree.SelectAsync(Find("/tmp/a b#?%.json"), CancellationToken.None);
        late.SetResult(new GuestFile([0x41], false));
        await first;

        Assert.Equal("{}", _tree.Content?.Text);
    }

    [Fact]
    public async Task Select_Device_IsNotRead()
    {
        var node = new FileNode("/dev/urandom", new FileEntry { Name = "urandom", Type = FileEntryType.Other });
        _gateway.OnRead = _ => throw new InvalidOperationException("A device was read.");

        await _tree.SelectAsync(node, CancellationToken.None);

        Assert.NotNull(_tree.ContentError);
    }

    private IEnumerable<string> Paths => _tree.Visible.Select(row => row.Node.Path);

    private FileNode Find(string path) => _tree.Visible.Single(row => row.Node.Path == path).Node;
}
