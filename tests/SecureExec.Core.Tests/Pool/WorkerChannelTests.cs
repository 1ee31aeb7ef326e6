using SecureExec.Pool;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Pool;

public sealed class WorkerChannelTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Receive_MessagesOfTheWorker_ReachTheHandlerInOrder()
    {
        var handler = new RecordingHandler();
        using var worker = new FakeWorker(handler);
        worker.Send(new StartedMessage(1, 5));
        worker.Send(new OutputMessage(1, OutputStream.Stdout, new byte[200_000]));
        Assert.Equal(5, Assert.IsType<StartedMessage>(await handler.NextAsync()).Pid);
        Assert.Equal(200_000, Assert.IsType<OutputMessage>(await handler.NextAsync()).Data.Length);
    }

    [Fact]
    public async Task Send_MoreThanThePipeHolds_ArrivesWholeAndInOrder()
    {
        using var worker = new FakeWorker(new RecordingHandler());
        for (int i = 0; i < 40; i++) Assert.True(worker.Channel.Send(new StdinMessage(i, new byte[100_000])));
        List<HostMessage> received = await Task.Run(() => worker.Receive(40)).WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(0, 40), received.Select(message => ((StdinMessage)message).RunId));
        Assert.All(received, message => Assert.Equal(100_000, ((StdinMessage)message).Data.Length));
    }

    [Fact]
    public async Task Send_WorkerThatNeverReads_EndsTheChannelInsteadOfGrowing()
    {
        using var worker = new FakeWorker(new RecordingHandler());
        var message = new StdinMessage(1, new byte[8 * 1024 * 1024]);
        int sent = 0;
        while (worker.Channel.Send(message) && sent < 100) sent++;
        string? reason = await worker.Channel.Ended.WaitAsync(s_limit);
        Assert.Contains("does not read", reason);
        Assert.False(worker.Channel.Send(message));
    }

    [Fact]
    public async Task Ended_WorkerClosesItsEnd_CompletesWithoutReason()
    {
        using var worker = new FakeWorker(new RecordingHandler());
        worker.Close();
        Assert.Null(await worker.Channel.Ended.WaitAsync(s_limit));
    }

    [Fact]
    public async Task Ended_GarbageFromTheWorker_NamesTheProtocol()
    {
        using var worker = new FakeWorker(new RecordingHandler());
        worker.SendRaw([0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
        Assert.Contains("protocol", await worker.Channel.Ended.WaitAsync(s_limit));
    }

    [Fact]
    public async Task Ended_HandlerThrows_TellsItAndTheProcessLives()
    {
        using var worker = new FakeWorker(new RecordingHandler());
        worker.Send(new FatalMessage("x"));
        Assert.Contains("a handler that fails", await worker.Channel.Ended.WaitAsync(s_limit));
    }

    [Fact]
    public async Task Break_FromAnotherThread_EndsTheChannelWithThatReason()
    {
        using var worker = new FakeWorker(new RecordingHandler());
        worker.Channel.Break("because");
        Assert.Equal("because", await worker.Channel.Ended.WaitAsync(s_limit));
        worker.Channel.Break("again");
    }

    [Fact]
    public async Task StderrTail_EndlessErrors_KeepsOnlyTheEnd()
    {
        var handler = new RecordingHandler();
        using var worker = new FakeWorker(handler);
        for (int i = 0; i < 100; i++) worker.WriteError(new byte[1000]);
        worker.WriteError("the last words"u8.ToArray());
        worker.Close();
        await worker.Channel.Ended.WaitAsync(s_limit);
        Assert.EndsWith("the last words", worker.Channel.StderrTail);
        Assert.InRange(worker.Channel.StderrTail.Length, 14, 8 * 1024);
    }
}
