using System.Text.Json;
using SecureExec.Sidecar.CommandLine;

namespace SecureExec.Sidecar.Tests.CommandLine;

public sealed class JsonResultTests
{
    [Fact]
    public void Write_FailedRun_IsOneLineOfJson()
    {
        var result = new RunResult
        {
            Outcome = RunOutcome.LimitExceeded,
            Error = new RunError("RangeError", "too \"big\"", null, "ERR_X"),
            ExitCode = 137,
            Stdout = "a\nb",
            StderrTruncated = true,
            Usage = new GuestUsage { Wall = TimeSpan.FromMilliseconds(5), Syscalls = 7 },
        };
        byte[] json = JsonResult.Write(result, 137);
        Assert.Equal((byte)'\n', json[^1]);
        Assert.DoesNotContain((byte)'\n', json[..^1]);
        JsonElement root = JsonDocument.Parse(json).RootElement;
        Assert.Equal("limit_exceeded", root.GetProperty("outcome").GetString());
        Assert.Equal("ERR_X", root.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("a\nb", root.GetProperty("stdout").GetString());
        Assert.True(root.GetProperty("stderrTruncated").GetBoolean());
        Assert.Equal(7, root.GetProperty("usage").GetProperty("syscalls").GetInt64());
        Assert.False(root.TryGetProperty("value", out _));
    }

    [Fact]
    public void Write_Value_IsJsonAndNotText() =>
        Assert.Equal(2, JsonDocument.Parse(JsonResult.Write(new RunResult { Outcome = RunOutcome.Succeeded, ValueJson = "[1,2]" }, 0)).RootElement.GetProperty("value").GetArrayLength());

    [Theory]
    [InlineData(RunOutcome.Succeeded, 0, 0)]
    [InlineData(RunOutcome.Failed, 3, 3)]
    [InlineData(RunOutcome.TimedOut, 137, 124)]
    [InlineData(RunOutcome.LimitExceeded, 134, 137)]
    [InlineData(RunOutcome.Cancelled, 143, 130)]
    public void For_Outcome_GivesTheExitCode(RunOutcome outcome, int exitCode, int expected) =>
        Assert.Equal(expected, RunExitCode.For(new RunResult { Outcome = outcome, ExitCode = exitCode }));
}
