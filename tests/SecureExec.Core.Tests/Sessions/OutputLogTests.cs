using System.Text;
using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec.Core.Tests.Sessions;

/// <summary>Output that readers ask for by cursors.</summary>
public sealed class OutputLogTests
{
    private readonly OutputLog _log = new(1000, isTerminal: false, TimeProvider.System);

    [Fact]
    public async Task ReadAsync_ByCursors_GivesEachPieceOnceAndAgain()
    {
        Add("a");
        _log.Add(OutputStream.Stderr, "b"u8.ToArray());
        OutputPage first = await _log.ReadAsync(0, default);
        Assert.Equal([(1L, OutputChannel.Stdout, "a"), (2L, OutputChannel.Stderr, "b")], first.Events.Select(piece => (piece.Sequence, piece.Channel, Encoding.UTF8.GetString(piece.Data.Span))));
        Assert.Equal((2L, false, false), (first.NextCursor, first.HasMore, first.Truncated));
        Add("c");
        Assert.Equal([3L], (await _log.ReadAsync(first.NextCursor, default)).Events.Select(piece => piece.Sequence));
        Assert.Equal(3, (await _log.ReadAsync(0, default)).Events.Count);
    }

    [Fact]
    public async Task ReadAsync_NothingYet_WaitsForAPieceOrTheEnd()
    {
        Task<OutputPage> waiting = _log.ReadAsync(0, default);
        Assert.False(waiting.IsCompleted);
        Add("a");
        Assert.Single((await waiting).Events);
        Task<OutputPage> last = _log.ReadAsync(1, default);
        using var patience = new CancellationTokenSource();
        Task<OutputPage> given = _log.ReadAsync(1, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _log.Complete();
        OutputPage end = await last;
        Assert.Equal((0, 1L, false), (end.Events.Count, end.NextCursor, end.HasMore));
    }

    [Fact]
    public async Task Add_BeyondTheLimit_DropsTheOldestAndSaysSo()
    {
        for (int i = 0; i < 5; i++) Add(new string('x', 300));
        OutputPage page = await _log.ReadAsync(0, default);
        Assert.Equal([4L, 5L], page.Events.Select(piece => piece.Sequence).TakeLast(2));
        Assert.True(page.Truncated);
        Assert.True(page.Events.Count < 5);
        Assert.False((await _log.ReadAsync(4, default)).Truncated);
    }

    [Fact]
    public async Task Add_PiecesWithoutBytes_TakeRoomToo()
    {
        for (int i = 0; i < 1000; i++) Add("");
        Assert.True((await _log.ReadAsync(0, default)).Events.Count < 20);
    }

    [Fact]
    public async Task ReadAsync_Much_ComesInPages()
    {
        var log = new OutputLog(8 * OutputLog.PageBytes, isTerminal: true, TimeProvider.System);
        for (int i = 0; i < 3; i++) log.Add(OutputStream.Stdout, new byte[OutputLog.PageBytes - 100]);
        OutputPage page = await log.ReadAsync(0, default);
        Assert.Equal((1, 1L, true), (page.Events.Count, page.NextCursor, page.HasMore));
        Assert.Equal(OutputChannel.Terminal, page.Events[0].Channel);
        Assert.Equal(2, (await log.ReadAsync(1, default)).NextCursor);
    }

    private void Add(string text) => _log.Add(OutputStream.Stdout, Encoding.UTF8.GetBytes(text));
}
