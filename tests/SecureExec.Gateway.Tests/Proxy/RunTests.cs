using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecureExec.Contracts;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Proxy;

public sealed class RunTests
{
    [Fact]
    public async Task Run_ValidRequest_IsAnsweredByTheNode()
    {
        await using var node = await FakeNode.StartAsync();
        node.Answer = context => context.Response.WriteAsJsonAsync(
            new RunResponse { Outcome = ResponseOutcome.Succeeded, Stdout = "hi\n", Stderr = "", Usage = new RunUsage() },
            ContractsJsonContext.Default.RunResponse);
        await using var gateway = new GatewayHost(node);

        var response = await gateway.Client().PostAsync(
            "/v1/run", """{"code":"export default 42","language":"typescript","args":["a"],"inputs":{"x":{"y":[1]}}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("hi\n", (await response.ReadJsonAsync()).GetProperty("stdout").GetString());
        var request = Assert.Single(node.Requests);
        Assert.Equal(("POST", "/run"), (request.Method, request.Path));
        var run = JsonSerializer.Deserialize(request.Body, ContractsJsonContext.Default.RunRequest)!;
        Assert.Equal("export default 42", run.Code);
        Assert.Equal(CodeLanguage.TypeScript, run.Language);
        Assert.Equal("""{"y":[1]}""", run.Inputs!["x"].GetRawText());
    }

    [Fact]
    public async Task Run_ToNode_CarriesTheTokenAndNotTheKey()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/run") { Content = Responses.Json("""{"code":""}""") };
        request.Headers.Add(ContractHeaders.ApiKey, GatewayHost.Key);
        request.Headers.Add(ContractHeaders.NodeToken, "forged");
        request.Headers.Add("Cookie", "a=b");
        request.Headers.Add("Origin", "http://example.com");

        await gateway.Client().SendAsync(request);

        var headers = Assert.Single(node.Requests).Headers;
        Assert.Equal(FakeNode.Token, headers[ContractHeaders.NodeToken]);
        Assert.DoesNotContain(headers.Values, value => value.Contains(GatewayHost.Key, StringComparison.Ordinal));
        Assert.DoesNotContain("Cookie", headers.Keys);
        Assert.DoesNotContain("Origin", headers.Keys);
    }

    [Fact]
    public async Task Run_NamedPolicy_IsSentAsPermissions()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node);
        var client = gateway.Client();
        await client.PutAsync("/v1/policies/closed", """{"fs":"deny"}""");

        await client.PostAsync("/v1/run", """{"code":"1","policy":"closed"}""");

        var run = JsonSerializer.Deserialize(Assert.Single(node.Requests).Body, ContractsJsonContext.Default.RunRequest)!;
        Assert.Null(run.Policy);
        Assert.Equal(ScopePolicy.Deny, run.Permissions?.Fs);
    }

    [Fact]
    public async Task Run_LongBody_Returns413()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node).With("Gateway:MaxRunBodyBytes", "64");

        var response = await gateway.Client().PostAsync("/v1/run", $$"""{"code":"{{new string('x', 64)}}"}""");

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task Run_ProblemOfTheNode_IsPassedOn()
    {
        await using var node = await FakeNode.StartAsync();
        node.Answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "1";
            context.Response.ContentType = "application/problem+json";
            return context.Response.WriteAsync("""{"type":"urn:secureexec:problem:unavailable","title":"Full.","status":503,"detail":"No room."}""");
        };
        await using var gateway = new GatewayHost(node);

        var response = await gateway.Client().PostAsync("/v1/run", """{"code":"1"}""");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal("No room.", problem.GetProperty("detail").GetString());
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task Run_ConnectionLost_IsNotSentAgain()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node);
        var client = gateway.Client();

        // A used connection is the case in which HTTP clients try again by themselves.
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/run", """{"code":"first"}""")).StatusCode);
        node.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var response = await client.PostAsync("/v1/run", """{"code":"second"}""");

        await response.ShouldBeProblemAsync(HttpStatusCode.BadGateway, "node-failed");
        Assert.Single(node.Requests, r => r.Body.Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NoNode_Returns503()
    {
        await using var gateway = new GatewayHost();

        var response = await gateway.Client().PostAsync("/v1/run", """{"code":"1"}""");

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Fact]
    public async Task Run_CallerGone_EndsTheRequestToTheNode()
    {
        await using var node = await FakeNode.StartAsync();
        var started = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        node.Answer = async context =>
        {
            using var registration = context.RequestAborted.Register(() => ended.TrySetResult());
            started.SetResult();
            await ended.Task;
        };
        await using var gateway = new GatewayHost(node);
        using var gone = new CancellationTokenSource();

        var run = gateway.Client().PostAsync("/v1/run", Responses.Json("""{"code":"1"}"""), gone.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
