using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class RunViewModelTests
{
    private readonly FakeGatewayClient _gateway = new();
    private readonly RunViewModel _run;

    public RunViewModelTests() => _run = new RunViewModel(_gateway, "rt") { Code = "export default 1" };

    [Fact]
    public async Task Run_Chosen_IsSent()
    {
        RunRequest? sent = null;
        _gateway.OnRun = (request, _) =>
        {
            sent = request;
            return Task.FromResult<GatewayResult<RunResponse>>(Samples.Succeed(request));
        };
        _run.Language = CodeLanguage.JavaScript;
        _run.Format = ModuleFormat.CommonJs;
        _run.TimeoutSeconds = 5;

        await _run.RunAsync(CancellationToken.None);

        Assert.Equal(
            ("export default 1", CodeLanguage.JavaScript, ModuleFormat.CommonJs, 5000),
            (sent?.Code, sent?.Language, sent?.Format, sent?.TimeoutMs));
        Assert.Equal("hello\n", _run.Outcome?.Stdout);
        Assert.Equal("{\n  \"length\": 16\n}", _run.Outcome?.Value);
        Assert.False(_run.IsRunning);
    }

    [Theory]
    [InlineData(-1, 1000)]
    [InlineData(100_000, ContractValidation.MaxTimeoutMs)]
    public async Task Run_TimeLimitOutOfRange_IsClamped(int seconds, int expectedMs)
    {
        int? sent = null;
        _gateway.OnRun = (request, _) =>
        {
            sent = request.TimeoutMs;
            return Task.FromResult<GatewayResult<RunResponse>>(FakeGatewayClient.Down);
        };
        _run.TimeoutSeconds = seconds;

        await _run.RunAsync(CancellationToken.None);

        Assert.Equal(expectedMs, sent);
    }

    [Fact]
    public async Task Cancel_WhileRunning_EndsTheRun()
    {
        _gateway.OnRun = async (_, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return FakeGatewayClient.Down;
        };

        var running = _run.RunAsync(CancellationToken.None);
        Assert.True(_run.IsRunning);
        _run.Cancel();
        await running;

        Assert.False(_run.IsRunning);
        Assert.Equal("The run was cancelled.", _run.Failure?.Message);
    }

    [Fact]
    public void Outcome_Error_IsShownOnceWithItsStack()
    {
        var response = Samples.Succeed(new RunRequest { Code = "" }) with
        {
            Outcome = ResponseOutcome.Failed,
            Error = new RunErrorInfo { Name = "TypeError", Message = "no", Stack = "TypeError: no\n    at x" },
        };

        Assert.Equal("TypeError: no\n    at x", RunReport.Of(response).Error);
    }

    [Fact]
    public void Outcome_ErrorWithoutStack_ShowsNameCodeAndMessage()
    {
        var response = Samples.Succeed(new RunRequest { Code = "" }) with
        {
            Error = new RunErrorInfo { Name = "Error", Message = "no such file", Code = "ENOENT" },
        };

        Assert.Equal("Error [ENOENT]: no such file", RunReport.Of(response).Error);
    }
}
