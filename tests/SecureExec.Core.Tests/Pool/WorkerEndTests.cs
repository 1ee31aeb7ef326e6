using SecureExec.Pool;

namespace SecureExec.Core.Tests.Pool;

public sealed class WorkerEndTests
{
    [Theory]
    [InlineData(5, "#\n# Fatal JavaScript out of memory: Reached heap limit\n", true)]
    [InlineData(6, "FATAL ERROR: JavaScript heap out of memory", true)]
    [InlineData(5, "# Check failed: false.", false)]
    [InlineData(9, "FATAL ERROR: JavaScript heap out of memory", false)]
    public void IsOutOfMemory_SignalAndText_DecideTogether(int signal, string tail, bool expected) =>
        Assert.Equal(expected, new WorkerEnd(null, signal, tail, null).IsOutOfMemory);

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
