using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

public sealed class PoolRuntimeTests
{
    [Fact]
    public async Task Create_Runtime_GivesAnIdOfThisNode()
    {
        await using var server = await PoolServer.StartAsync();

        var response = await server.PostAsync("/runtimes", """{"name":"a","limits":{"maxProcesses":7},"idleTimeoutSeconds":5,"files":{"/a":"x"}}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var info = (await response.Content.ReadFromJsonAsync(ContractsJsonContext.Default.RuntimeInfo))!;
        Assert.Equal("/runtimes/" + info.Id, response.Headers.Location?.OriginalString);
        Assert.True(RuntimeId.TryGetNode(info.Id, out var node));
        Assert.Equal("node1", node);
        Assert.Equal(("a", 7, 5, RuntimeState.Ready), (info.Name, info.Limits!.MaxProcesses, info.IdleTimeoutSeconds, info.State));
        Assert.Equal("x"u8.ToArray(), Assert.Single(server.Factory.Guests).Files["/a"]);
    }

    [Fact]
    public async Task Delete_Runtime_EndsItOnce()
    {
        await using var server = await PoolServer.StartAsync();
        var runtime = await server.CreateAsync();

        var first = await server.Client.DeleteAsync("/runtimes/" + runtime.Id);
        var second = await server.Client.DeleteAsync("/runtimes/" + runtime.Id);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
        Assert.True(Assert.Single(server.Factory.Guests).Disposed);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/runtimes/" + runtime.Id)).StatusCode);
        Assert.Equal(0, server.Services.GetRequiredService<RuntimeRegistry>().Active);
    }

    [Fact]
    public async Task Create_OverTheLimit_Returns503UntilOneIsDeleted()
    {
        await using var server = await PoolServer.StartAsync("--Pool:MaxRuntimes=1");
        var runtime = await server.CreateAsync();

        var full = await server.PostAsync("/runtimes", "{}");
        var fullRun = await server.PostAsync("/run", """{"code":""}""");
        await server.Client.DeleteAsync("/runtimes/" + runtime.Id);
        var free = await server.PostAsync("/runtimes", "{}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        Assert.Equal("1", full.Headers.GetValues("Retry-After").Single());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, fullRun.StatusCode);
        Assert.Equal(HttpStatusCode.Created, free.StatusCode);
    }

    [Fact]
    public async Task Create_Failing_LeavesNothingReserved()
    {
        await using var server = await PoolServer.StartAsync("--Pool:MaxRuntimes=1");
        server.Factory.OnCreate = _ => throw new SecureExecException("No worker.");

        var failed = await server.PostAsync("/runtimes", "{}");
        server.Factory.OnCreate = _ => { };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        await server.CreateAsync();
    }

    [Theory]
    [InlineData("/runtimes", """{"policy":"named"}""")]
    [InlineData("/run", """{"code":"","policy":"named"}""")]
    public async Task Request_WithOnlyTheNameOfAPolicy_IsRejected(string path, string body)
    {
        await using var server = await PoolServer.StartAsync();

        var response = await server.PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(server.Factory.Guests);
    }

    [Fact]
    public async Task List_SeveralRuntimes_ShowsThemWithTheirProcesses()
    {
        await using var server = await PoolServer.StartAsync();
        server.Factory.OnCreate = guest => guest.Processes.Add(new ProcessEntry { Pid = 2, State = "running", Argv = ["node", "a.js"] });
        var first = await server.CreateAsync();
        var second = await server.CreateAsync();

        var list = await server.Client.GetFromJsonAsync("/runtimes", ContractsJsonContext.Default.RuntimeList);

        Assert.Equal(new HashSet<string> { first.Id, second.Id }, list!.Runtimes.Select(r => r.Id).ToHashSet());
        Assert.All(list.Runtimes, r => Assert.Equal(["node", "a.js"], Assert.Single(r.Processes).Argv));
        Assert.All(list.Runtimes, r => Assert.True(r.MemoryBytes > 0));
    }

    [Fact]
    public async Task Stop_Node_EndsItsRuntimes()
    {
        FakeGuest guest;
        await using (var server = await PoolServer.StartAsync())
        {
            await server.CreateAsync();
            guest = Assert.Single(server.Factory.Guests);
        }

        Assert.True(guest.Disposed);
    }

    [Theory]
    [InlineData("", HttpStatusCode.NoContent, 9)]
    [InlineData("?signal=SIGTERM", HttpStatusCode.NoContent, 15)]
    [InlineData("?signal=2", HttpStatusCode.NoContent, 2)]
    public async Task Kill_Process_SendsTheSignal(string query, HttpStatusCode status, int signal)
    {
        await using var server = await PoolServer.StartAsync();
        server.Factory.OnCreate = guest => guest.Processes.Add(new ProcessEntry { Pid = 2, State = "running" });
        var runtime = await server.CreateAsync();

        var response = await server.Client.DeleteAsync($"/runtimes/{runtime.Id}/processes/2{query}");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal((2, signal), Assert.Single(Assert.Single(server.Factory.Guests).Kills));
    }

    [Theory]
    [InlineData("2?signal=0", HttpStatusCode.BadRequest)]
    [InlineData("2?signal=65", HttpStatusCode.BadRequest)]
    [InlineData("2?signal=SIGNONE", HttpStatusCode.BadRequest)]
    [InlineData("3", HttpStatusCode.NotFound)]
    public async Task Kill_WrongSignalOrProcess_IsRefused(string rest, HttpStatusCode status)
    {
        await using var server = await PoolServer.StartAsync();
        var runtime = await server.CreateAsync();

        var response = await server.Client.DeleteAsync($"/runtimes/{runtime.Id}/processes/{rest}");

        Assert.Equal(status, response.StatusCode);
    }
}
