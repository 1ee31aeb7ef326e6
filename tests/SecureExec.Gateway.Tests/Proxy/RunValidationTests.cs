using System.Net;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Proxy;

public sealed class RunValidationTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("""{"code":"1","policy":"unknown"}""", "policy", "unknown")]
    [InlineData("""{"code":"1","policy":"a","permissions":{}}""", "policy", "not both")]
    [InlineData("""{"code":"1","timeoutMs":0}""", "timeoutMs", "milliseconds")]
    [InlineData("""{"code":"1","timeoutMs":900001}""", "timeoutMs", "900000")]
    [InlineData("""{"code":"1","cwd":"here"}""", "cwd", "absolute")]
    [InlineData("""{"code":"1","fileName":"a.js"}""", "fileName", "absolute")]
    [InlineData("""{"code":"1","files":{"a":"x"}}""", "files", "'a'")]
    [InlineData("""{"code":"1","env":{"A=B":"x"}}""", "env", "'='")]
    [InlineData("""{"code":"1","inputs":{"a-b":1}}""", "inputs", "a-b")]
    public async Task Run_InvalidMember_IsNamedAndNotForwarded(string body, string member, string expected)
    {
        var response = await shared.Host.Client().PostAsync("/v1/run", body);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(expected, problem.GetProperty("errors").GetProperty(member)[0].GetString());
        Assert.Empty(shared.Node.Requests);
    }

    [Theory]
    [InlineData("""{}""", "code")]
    [InlineData("""{"code":1}""", "wrong type")]
    [InlineData("""{"code":"1","cod":"2"}""", "'cod'")]
    [InlineData("""{"code":"1","Code":"2"}""", "'Code'")]
    [InlineData("""{"code":"1","code":"2"}""", "code")]
    [InlineData("""{"code":"1","language":"python"}""", "$.language")]
    [InlineData("""{"code":"1","timeoutMs":"5"}""", "$.timeoutMs")]
    [InlineData("""{"code":"1","permissions":{"disk":"deny"}}""", "permissions.disk")]
    [InlineData("""{"code":"1","limits":{"v8HeapLimitMb":0}}""", "limits.v8HeapLimitMb")]
    [InlineData("""{"code":"1","files":{"/a":{"base64":"?"}}}""", "base64")]
    [InlineData("""null""", "null")]
    [InlineData("""{"code":""", "line 1")]
    public async Task Run_UnreadableBody_SaysWhyWithoutNamesOfTypes(string body, string expected)
    {
        var response = await shared.Host.Client().PostAsync("/v1/run", body);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        Assert.Contains(expected, problem.GetProperty("detail").GetString());
        Assert.DoesNotContain("SecureExec.", problem.GetProperty("detail").GetString());
        Assert.Empty(shared.Node.Requests);
    }
}
