using System.Threading.Channels;
using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class RuntimesViewModelTests : IAsyncDisposable
{
    private readonly FakeGatewayClient _gateway = new();
    private readonly RuntimeFeed _feed;
    private readonly RuntimesViewModel _model;

    public RuntimesViewModelTests()
    {
        _feed = new RuntimeFeed(_gateway, TimeProvider.System);
        _model = new RuntimesViewModel(_gateway, _feed);
    }

    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    [Fact]
    public void IsLoading_NothingReceived_IsTrue() => Assert.True(_model.IsLoading);

    [Fact]
    public async Task Rows_Filter_MatchesNameIdNodeAndPolicy()
    {
        await ShowAsync(
            Samples.Runtime("rt-one", "Build agent"),
            Samples.Runtime("rt-two") with { Policy = "scraper" },
            Samples.Runtime("rt-three", node: "west"));

        Assert.Equal(["rt-one"], RowsFor("AGENT"));
        Assert.Equal(["rt-two"], RowsFor("scraper"));
        Assert.Equal(["rt-three"], RowsFor("west"));
        Assert.Equal(["rt-two"], RowsFor("rt-two"));
        Assert.Equal(3, RowsFor("").Count);
    }

    [Fact]
    public async Task Totals_Several_AreSums()
    {
        await ShowAsync(
            Samples.Runtime("a") with { Runs = 2, MemoryBytes = 10, State = RuntimeState.Running },
            Samples.Runtime("b") with { Runs = 3, MemoryBytes = null });

        Assert.Equal(new RuntimeTotals(2, 1, 5, 10), _model.Totals);
    }

    [Fact]
    public async Task Rows_InitAndExitedProcesses_AreNotCounted()
    {
        await ShowAsync(Samples.Runtime("a") with { Processes = [Samples.Process(1), Samples.Process(2), Samples.Process(3) with { ExitCode = 0 }] });

        Assert.Equal(1, Assert.Single(_model.Rows).Processes);
    }

    [Fact]
    public async Task Delete_Failed_TellsWhy()
    {
        Assert.False(await _model.DeleteAsync("a", CancellationToken.None));
        Assert.Equal(FakeGatewayClient.Down, _model.Failure);
        Assert.False(_model.IsDeleting("a"));
    }

    [Fact]
    public async Task Delete_GoneAlready_Succeeds()
    {
        _gateway.OnDelete = _ => new GatewayFailure(GatewayFailureKind.NotFound, "gone");

        Assert.True(await _model.DeleteAsync("a", CancellationToken.None));
        Assert.Null(_model.Failure);
    }

    private List<string> RowsFor(string filter)
    {
        _model.Filter = filter;
        return [.. _model.Rows.Select(r => r.Id)];
    }

    private async Task ShowAsync(params RuntimeInfo[] runtimes)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _feed.Changed += () => shown.TrySetResult();
        var stream = Channel.CreateUnbounded<RuntimeEvent>();
        stream.Writer.TryWrite(new RuntimeEvent { Type = RuntimeEventType.Snapshot, Node = "node1", Runtimes = runtimes });
        _gateway.Streams.Writer.TryWrite(stream.Reader);
        _feed.Start();
        await shown.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
