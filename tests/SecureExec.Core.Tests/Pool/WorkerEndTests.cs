using SecureExec.Pool;

namespace SecureExec.Core.Tests.Pool;

public sealed class WorkerEndTests
{
    [Theory]
    [InlineData(5, "#\n# Fatal JavaScript out of memory: Reached heap limit\n", "v8HeapLimitMb")]
    [InlineData(6, "FATAL ERROR: JavaScript heap out of memory", "v8HeapLimitMb")]
    [InlineData(5, "# Fatal process out of memory: Zone", "maxMemoryMb")]
    [InlineData(6, "Out of memory.", "maxMemoryMb")]
    [InlineData(5, "# Check failed: false.", null)]
    [InlineData(9, "FATAL ERROR: JavaScript heap out of memory", null)]
    public void Breach_SignalAndText_DecideTogether(int signal, string tail, string? limit)
    {
        LimitBreach? breach = new WorkerEnd(null, signal, tail, null).Breach;
        if (limit is null) Assert.Null(breach);
        else Assert.Contains(limit, breach!.Message);
    }

    [Fact]
    public void Breach_KilledForALimit_IsThatLimit() =>
        Assert.Same(LimitBreach.Cpu, new WorkerEnd(null, 9, "", "too long") { Killed = LimitBreach.Cpu }.Breach);

    [Fact]
    public void ToException_KilledWorker_NamesSignalReasonAndTail()
    {
        WorkerCrashedException exception = new WorkerEnd(null, 9, "last words\n", "it was stuck").ToException();
        Assert.Equal(9, exception.Signal);
        Assert.Null(exception.ExitCode);
        Assert.Contains("signal 9 (SIGKILL)", exception.Message);
        Assert.Contains("it was stuck", exception.Message);
        Assert.Contains("last words", exception.Message);
    }
}
