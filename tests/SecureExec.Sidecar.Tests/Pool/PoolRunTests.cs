using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

public sealed class PoolRunTests
{
    [Fact]
    public async Task Run_Once_UsesAMachineOfItsOwnAndEndsIt()
    {
        await using var server = await PoolServer.StartAsync();

        var response = await server.PostAsync(
            "/run", """{"code":"1","files":{"/a":"x"},"permissions":{"env":"deny"},"limits":{"maxProcesses":2},"env":{"A":"b"}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync(ContractsJsonContext.Default.RunResponse);
        Assert.Equal(ResponseOutcome.Succeeded, answer!.Outcome);
        var guest = Assert.Single(server.Factory.Guests);
        Assert.True(guest.Disposed);
        Assert.Equal(ScopePolicy.Deny, guest.Request.Permissions?.Env);
        Assert.Equal(2, guest.Request.Limits?.MaxProcesses);
        Assert.Equal("b", Assert.Single(guest.Runs).Env!["A"]);
        Assert.Equal(0, server.Services.GetRequiredService<RuntimeRegistry>().Active);
    }

    [Fact]
    public async Task Run_InRuntime_CountsAndShowsItRunning()
    {
        await using var server = await PoolServer.StartAsync();
        var runtime = await server.CreateAsync();
        var (started, finish) = (new TaskCompletionSource(), new TaskCompletionSource<RunResponse>());
        Assert.Single(server.Factory.Guests).OnRun = _ =>
        {
            started.SetResult();
            return finish.Task;
        };

        var run = server.PostAsync($"/runtimes/{runtime.Id}/run", """{"code":"1"}""");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var during = await server.Client.GetFromJsonAsync("/runtimes/" + runtime.Id, ContractsJsonContext.Default.RuntimeInfo);
        finish.SetResult(FakeGuest.Succeeded);
        await run;
        var after = await server.Client.GetFromJsonAsync("/runtimes/" + runtime.Id, ContractsJsonContext.Default.RuntimeInfo);

        Assert.Equal((RuntimeState.Running, 1), (during!.State, during.Runs));
        Assert.Equal((RuntimeState.Ready, 1), (after!.State, after.Runs));
    }

    [Fact]
    public async Task Run_WorkerLost_IsAnOutcomeAndShowsOnTheRuntime()
    {
        await using var server = await PoolServer.StartAsync();
        var runtime = await server.CreateAsync();
        Assert.Single(server.Factory.Guests).OnRun = _ => Task.FromResult(FakeGuest.Succeeded with { Outcome = ResponseOutcome.Crashed });

        var response = await server.PostAsync($"/runtimes/{runtime.Id}/run", """{"code":"1"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var info = await server.Client.GetFromJsonAsync("/runtimes/" + runtime.Id, ContractsJsonContext.Default.RuntimeInfo);
        Assert.Equal(RuntimeState.Crashed, info!.State);
    }

    [Fact]
    public async Task Run_CallerGone_CancelsTheGuest()
    {
        await using var server = await PoolServer.StartAsync();
        var (started, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Factory.OnCreate = guest => guest.OnRun = async token =>
        {
            using var registration = token.Register(cancelled.SetResult);
            started.SetResult();
            await cancelled.Task;
            return FakeGuest.Succeeded with { Outcome = ResponseOutcome.Cancelled };
        };
        using var gone = new CancellationTokenSource();

        var run = server.Client.PostAsync("/run", JsonContent.Create(new RunRequest { Code = "" }, ContractsJsonContext.Default.RunRequest), gone.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Run_RejectedByCore_IsABadRequest()
    {
        await using var server = await PoolServer.StartAsync();
        server.Factory.OnCreate = _ => throw new ArgumentException("Env is too large.");

        var response = await server.PostAsync("/run", """{"code":"1"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Env is too large.", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Run_UnknownRuntime_Returns404()
    {
        await using var server = await PoolServer.StartAsync();

        var response = await server.PostAsync($"/runtimes/{RuntimeId.Create("node1")}/run", """{"code":"1"}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
