using System.Net;
using System.Net.Http.Headers;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Policies;

public sealed class PolicyTests
{
    private const string Document = """
        {"fs":{"default":"deny","rules":[{"mode":"allow","operations":["read"],"paths":["/work/**"]}]},"network":"deny"}
        """;

    [Fact]
    public async Task Put_NewPolicy_CanBeReadBack()
    {
        await using var gateway = new GatewayHost();
        var client = gateway.Client();

        var created = await client.PutAsync("/v1/policies/read-only", Document);
        var read = await client.GetAsync("/v1/policies/read-only");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/v1/policies/read-only", created.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", read.Headers.ETag?.Tag);
        var policy = await read.ReadJsonAsync();
        Assert.Equal("read-only", policy.GetProperty("name").GetString());
        Assert.Equal(1, policy.GetProperty("revision").GetInt32());
        Assert.Equal("/work/**", policy.GetProperty("document").GetProperty("fs").GetProperty("rules")[0].GetProperty("paths")[0].GetString());
    }

    [Fact]
    public async Task Put_ExistingPolicy_ReplacesItAndCounts()
    {
        await using var gateway = new GatewayHost();
        var client = gateway.Client();
        await client.PutAsync("/v1/policies/p", Document);

        var replaced = await client.PutAsync("/v1/policies/p", """{"fs":"allow"}""");

        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        var policy = await (await client.GetAsync("/v1/policies/p")).ReadJsonAsync();
        Assert.Equal(2, policy.GetProperty("revision").GetInt32());
        Assert.Equal("""{"fs":"allow"}""", policy.GetProperty("document").GetRawText());
    }

    [Fact]
    public async Task Put_OverAnotherRevision_Returns412AndKeepsIt()
    {
        await using var gateway = new GatewayHost();
        var client = gateway.Client();
        await client.PutAsync("/v1/policies/p", Document);
        await client.PutAsync("/v1/policies/p", """{"fs":"allow"}""");

        var stale = new HttpRequestMessage(HttpMethod.Put, "/v1/policies/p") { Content = Responses.Json("""{"fs":"deny"}""") };
        stale.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        var response = await client.SendAsync(stale);

        await response.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
        var policy = await (await client.GetAsync("/v1/policies/p")).ReadJsonAsync();
        Assert.Equal("allow", policy.GetProperty("document").GetProperty("fs").GetString());
    }

    [Fact]
    public async Task Put_OverTheReadRevision_Succeeds()
    {
        await using var gateway = new GatewayHost();
        var client = gateway.Client();
        await client.PutAsync("/v1/policies/p", Document);

        var fresh = new HttpRequestMessage(HttpMethod.Put, "/v1/policies/p") { Content = Responses.Json("""{"fs":"deny"}""") };
        fresh.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        var response = await client.SendAsync(fresh);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"2\"", response.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task Put_OnlyAnew_DoesNotReplace()
    {
        await using var gateway = new GatewayHost();
        var client = gateway.Client();
        await client.PutAsync("/v1/policies/p", Document);

        var anew = new HttpRequestMessage(HttpMethod.Put, "/v1/policies/p") { Content = Responses.Json("""{"fs":"deny"}""") };
        anew.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        var response = await client.SendAsync(anew);

        await response.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
    }

    [Theory]
    [InlineData("""[]""", "object")]
    [InlineData("""{"disk":"allow"}""", "disk")]
    [InlineData("""{"fs":"perhaps"}""", "fs")]
    [InlineData("""{"fs":{"default":"deny"}}""", "rules")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":[],"paths":["/"]}]}}""", "operations")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":["fly"],"paths":["/"]}]}}""", "fly")]
    [InlineData("""{"env":{"rules":[{"mode":"allow","operations":["read"],"paths":["A"]}]}}""", "paths")]
    public async Task Put_InvalidDocument_SaysWhatIsWrong(string document, string expected)
    {
        await using var gateway = new GatewayHost();
        var client = gateway.Client();

        var response = await client.PutAsync("/v1/policies/p", document);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(expected, problem.GetProperty("errors").GetProperty("document")[0].GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/v1/policies/p")).StatusCode);
    }

    [Fact]
    public async Task Put_BrokenJson_Returns400WithThePlace()
    {
        await using var gateway = new GatewayHost();

        var response = await gateway.Client().PutAsync("/v1/policies/p", "{\"fs\":\n tru }");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        Assert.Contains("line 2", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Put_TextBody_Returns415()
    {
        await using var gateway = new GatewayHost();

        var response = await gateway.Client().PutAsync("/v1/policies/p", new StringContent(Document));

        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "not-json");
    }

    [Fact]
    public async Task Put_LongDocument_Returns413()
    {
        await using var gateway = new GatewayHost().With("Gateway:MaxPolicyBytes", "100");

        var response = await gateway.Client().PutAsync("/v1/policies/p", Document + new string(' ', 100));

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("-x")]
    [InlineData("a%20b")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x")]
    public async Task Put_UnusableName_Returns400(string name)
    {
        await using var gateway = new GatewayHost();

        var response = await gateway.Client().PutAsync("/v1/policies/" + name, Document);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Delete_Policy_IsGone()
    {
        await using var gateway = new GatewayHost();
        var client = gateway.Client();
        await client.PutAsync("/v1/policies/p", Document);

        var deleted = await client.DeleteAsync("/v1/policies/p");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await (await client.GetAsync("/v1/policies/p")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "policy-not-found");
        await (await client.DeleteAsync("/v1/policies/p")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "policy-not-found");
    }

    [Fact]
    public async Task List_AfterRestart_HasThePoliciesByName()
    {
        using var data = new TempDirectory();
        await using (var first = new GatewayHost(data.Path, GatewayHost.Key))
        {
            await first.Client().PutAsync("/v1/policies/b", Document);
            await first.Client().PutAsync("/v1/policies/a", Document);
        }

        await using var second = new GatewayHost(data.Path, GatewayHost.Key);
        var list = await (await second.Client().GetAsync("/v1/policies")).ReadJsonAsync();

        Assert.Equal(["a", "b"], list.GetProperty("policies").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }
}
