using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting;

namespace SecureExec.EndToEnd.Tests.LocalAspire;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<(string Line, bool IsError)> _lines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Start_BothStreams_ArePumpedLineByLine()
    {
        using var child = Shell("echo out; echo err >&2; exit 3");

        await child.Exited.WaitAsync(Patience);
        await child.DrainAsync();

        Assert.Equal(3, child.ExitCode);
        Assert.Equivalent(new[] { ("out", false), ("err", true) }, _lines);
    }

    [Fact]
    public async Task Exited_GrandchildHoldsTheOutput_CompletesAllTheSame()
    {
        using var child = Shell("sleep 600 & echo $!");

        await child.Exited.WaitAsync(Patience);
        await child.DrainAsync();

        using var grandchild = Process.GetProcessById(int.Parse(Assert.Single(_lines).Line, null));
        Assert.False(grandchild.HasExited);
        grandchild.Kill();
    }

    [Fact]
    public async Task Stop_ProcessThatListens_EndsByItself()
    {
        using var child = Shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        await _ready.Task.WaitAsync(Patience);

        Assert.True(await child.StopAsync(Patience));
        Assert.Equal(7, child.ExitCode);
    }

    [Fact]
    public async Task Stop_ProcessThatDoesNotListen_IsKilledWithItsChildren()
    {
        using var child = Shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        await _ready.Task.WaitAsync(Patience);

        Assert.False(await child.StopAsync(TimeSpan.FromMilliseconds(200)));
        Assert.True(child.Exited.IsCompleted);
    }

    private ChildProcess Shell(string script) => ChildProcess.Start(
        new ProcessStartInfo("/bin/sh", ["-c", script]),
        (line, isError) =>
        {
            _lines.Enqueue((line, isError));
            if (line == "ready") _ready.TrySetResult();
            return ValueTask.CompletedTask;
        });
}
