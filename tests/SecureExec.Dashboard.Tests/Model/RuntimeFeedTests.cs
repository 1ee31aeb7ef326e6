using System.Threading.Channels;
using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class RuntimeFeedTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeGatewayClient _gateway = new();
    private readonly RuntimeFeed _feed;

    public RuntimeFeedTests() => _feed = new RuntimeFeed(_gateway, TimeProvider.System);

    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    [Fact]
    public async Task Start_Snapshot_MakesTheBoardLive()
    {
        OpenStream().TryWrite(Snapshot("a", "b"));

        _feed.Start();

        await UntilAsync(() => _feed.State == FeedState.Live);
        Assert.Equal(2, _feed.Board.Count);
        Assert.Null(_feed.Failure);
    }

    [Fact]
    public async Task Stream_Lost_KeepsTheBoardAndOpensANewStream()
    {
        var first = OpenStream();
        first.TryWrite(Snapshot("a"));
        _feed.Start();
        await UntilAsync(() => _feed.State == FeedState.Live);

        first.TryComplete(new GatewayException(FakeGatewayClient.Down));
        await UntilAsync(() => _feed.State == FeedState.Lost);
        Assert.NotNull(_feed.Board.Find("a"));
        Assert.Equal(FakeGatewayClient.Down, _feed.Failure);

        OpenStream().TryWrite(Snapshot("b"));
        await UntilAsync(() => _feed.State == FeedState.Live);

        Assert.Null(_feed.Board.Find("a"));
        Assert.NotNull(_feed.Board.Find("b"));
    }

    [Fact]
    public async Task Stream_KeyNotValid_IsNotTriedAgain()
    {
        OpenStream().TryComplete(new GatewayException(new GatewayFailure(GatewayFailureKind.Unauthorized, "no")));
        OpenStream().TryWrite(Snapshot("a"));

        _feed.Start();

        await UntilAsync(() => _feed.State == FeedState.SignedOut);
        Assert.Equal(1, _gateway.Streams.Reader.Count);
    }

    [Fact]
    public async Task Changed_BurstOfEvents_WakesListenersOnceForAll()
    {
        var wakes = 0;
        var seen = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _feed.Changed += () =>
        {
            Interlocked.Increment(ref wakes);
            if (_feed.Board.Count == 500) seen.TrySetResult(wakes);
        };
        var stream = OpenStream();
        foreach (var i in Enumerable.Range(0, 500))
        {
            stream.TryWrite(new RuntimeEvent { Type = RuntimeEventType.Upsert, Node = "n", Runtime = Samples.Runtime($"rt{i}") });
        }

        _feed.Start();

        Assert.InRange(await seen.Task.WaitAsync(Patience), 1, 100);
    }

    private ChannelWriter<RuntimeEvent> OpenStream()
    {
        var stream = Channel.CreateUnbounded<RuntimeEvent>();
        _gateway.Streams.Writer.TryWrite(stream.Reader);
        return stream.Writer;
    }

    private static RuntimeEvent Snapshot(params string[] ids) =>
        new() { Type = RuntimeEventType.Snapshot, Node = "node1", Runtimes = [.. ids.Select(id => Samples.Runtime(id))] };

    private async Task UntilAsync(Func<bool> condition)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Check()
        {
            if (condition()) reached.TrySetResult();
        }

        _feed.Changed += Check;
        Check();
        await reached.Task.WaitAsync(Patience);
        _feed.Changed -= Check;
    }
}
