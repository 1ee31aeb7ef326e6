using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecureExec.Contracts;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Proxy;

public sealed class RuntimeTests
{
    [Fact]
    public async Task Create_NamedPolicy_SendsNameAndPermissions()
    {
        await using var node = await FakeNode.StartAsync();
        var id = node.NewRuntimeId();
        node.Answer = context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = "/runtimes/" + id;
            return context.Response.WriteAsJsonAsync(node.Runtime(id, DateTimeOffset.UnixEpoch), ContractsJsonContext.Default.RuntimeInfo);
        };
        await using var gateway = new GatewayHost(node);
        var client = gateway.Client();
        await client.PutAsync("/v1/policies/closed", """{"env":"deny"}""");

        var response = await client.PostAsync("/v1/runtimes", """{"name":"a","policy":"closed","limits":{"maxProcesses":3}}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/v1/runtimes/" + id, response.Headers.Location?.OriginalString);
        var sent = JsonSerializer.Deserialize(Assert.Single(node.Requests).Body, ContractsJsonContext.Default.CreateRuntimeRequest)!;
        Assert.Equal(("a", "closed"), (sent.Name, sent.Policy));
        Assert.Equal(ScopePolicy.Deny, sent.Permissions?.Env);
        Assert.Equal(3, sent.Limits?.MaxProcesses);
    }

    [Theory]
    [InlineData("GET", "", "")]
    [InlineData("DELETE", "", "")]
    [InlineData("GET", "/processes", "/processes")]
    [InlineData("DELETE", "/processes/7", "/processes/7")]
    [InlineData("DELETE", "/processes/7?signal=SIGTERM", "/processes/7?signal=SIGTERM")]
    public async Task Request_ForRuntime_GoesToTheNodeInItsId(string method, string path, string expected)
    {
        await using var one = await FakeNode.StartAsync("one");
        await using var two = await FakeNode.StartAsync("two");
        await using var gateway = new GatewayHost(one, two);
        var id = two.NewRuntimeId();

        var response = await gateway.Client().SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/v1/runtimes/{id}{path}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(one.Requests);
        var request = Assert.Single(two.Requests);
        Assert.Equal((method, $"/runtimes/{id}{expected}"), (request.Method, request.Path));
    }

    [Fact]
    public async Task Run_InRuntime_GoesToTheNodeInItsId()
    {
        await using var one = await FakeNode.StartAsync("one");
        await using var two = await FakeNode.StartAsync("two");
        await using var gateway = new GatewayHost(one, two);
        var id = one.NewRuntimeId();

        await gateway.Client().PostAsync($"/v1/runtimes/{id}/run", """{"code":"1"}""");

        Assert.Empty(two.Requests);
        Assert.Equal($"/runtimes/{id}/run", Assert.Single(one.Requests).Path);
    }

    [Fact]
    public async Task Run_InRuntimeWithPolicy_IsRejected()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node);

        var response = await gateway.Client().PostAsync($"/v1/runtimes/{node.NewRuntimeId()}/run", """{"code":"1","permissions":{}}""");

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Empty(node.Requests);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("rt-one-short")]
    [InlineData("rt-one-aaaaaaaaaaaaaaaaaaaaaaaaa0")]
    [InlineData("rt-nobody-aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("rt-..%2Fnode-aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Get_UnknownId_Returns404(string id)
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node);

        var response = await gateway.Client().GetAsync("/v1/runtimes/" + id);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "runtime-not-found");
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task Get_NodeThatHasGone_IsNotServedByAnother()
    {
        await using var one = await FakeNode.StartAsync("one");
        var two = await FakeNode.StartAsync("two");
        await using var gateway = new GatewayHost(one, two);
        var client = gateway.Client();
        var id = two.NewRuntimeId();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/runtimes/" + id)).StatusCode);

        await two.DisposeAsync();
        var response = await client.GetAsync("/v1/runtimes/" + id);

        Assert.True(response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, response.StatusCode.ToString());
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(one.Requests);
    }

    [Fact]
    public async Task List_SeveralNodes_IsMergedByAge()
    {
        await using var one = await FakeNode.StartAsync("one");
        await using var two = await FakeNode.StartAsync("two");
        var (young, old) = (one.NewRuntimeId(), two.NewRuntimeId());
        one.Answer = ListOf(one.Runtime(young, DateTimeOffset.UnixEpoch.AddDays(2)));
        two.Answer = ListOf(two.Runtime(old, DateTimeOffset.UnixEpoch.AddDays(1)));
        await using var gateway = new GatewayHost(one, two);

        var list = await (await gateway.Client().GetAsync("/v1/runtimes")).ReadJsonAsync();

        Assert.Equal([old, young], list.GetProperty("runtimes").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        Assert.False(list.GetProperty("incomplete").GetBoolean());
    }

    [Fact]
    public async Task List_OneNodeFails_IsMarkedIncomplete()
    {
        await using var one = await FakeNode.StartAsync("one");
        await using var two = await FakeNode.StartAsync("two");
        var id = one.NewRuntimeId();
        one.Answer = ListOf(one.Runtime(id, DateTimeOffset.UnixEpoch));
        two.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await using var gateway = new GatewayHost(one, two);

        var list = await (await gateway.Client().GetAsync("/v1/runtimes")).ReadJsonAsync();

        Assert.Equal(id, Assert.Single(list.GetProperty("runtimes").EnumerateArray()).GetProperty("id").GetString());
        Assert.True(list.GetProperty("incomplete").GetBoolean());
    }

    [Fact]
    public async Task Nodes_ShowHowWorkersAreLockedDown()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node);
        var client = gateway.Client();
        await client.GetAsync("/v1/runtimes/" + node.NewRuntimeId());

        var nodes = await (await client.GetAsync("/v1/nodes")).ReadJsonAsync();

        var shown = Assert.Single(nodes.GetProperty("nodes").EnumerateArray());
        Assert.True(shown.GetProperty("available").GetBoolean());
        Assert.False(shown.GetProperty("info").GetProperty("isolation").GetProperty("lockedDown").GetBoolean());
    }

    private static RequestDelegate ListOf(params RuntimeInfo[] runtimes) =>
        context => context.Response.WriteAsJsonAsync(new RuntimeList(runtimes), ContractsJsonContext.Default.RuntimeList);
}
