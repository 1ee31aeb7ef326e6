using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Proxy;

public sealed class FileTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("a.txt", "/a.txt")]
    [InlineData("a%20b/%C3%BC", "/a b/ü")]
    [InlineData("a%2541b", "/a%41b")]
    [InlineData("a%3Fb%23c", "/a?b#c")]
    [InlineData("a//b/", "/a/b")]
    [InlineData("a/../b", "/b")]
    public async Task Get_Path_ArrivesAsTheSameName(string path, string expected)
    {
        await using var node = await FakeNode.StartAsync();
        var arrived = "";
        var id = node.NewRuntimeId();
        node.Answer = context =>
        {
            arrived = context.Request.Path.Value!;
            return context.Response.WriteAsync("bytes");
        };
        await using var gateway = new GatewayHost(node);

        var response = await gateway.Client().GetAsync($"/v1/runtimes/{id}/files/{path}");

        Assert.Equal("bytes", await response.Content.ReadAsStringAsync());
        Assert.Equal($"/runtimes/{id}/files{expected}", arrived);
    }

    [Theory]
    [InlineData("../../../node")]
    [InlineData("%2e%2e/%2e%2e/%2e%2e/node")]
    [InlineData("..%2F..%2F..%2Fnode")]
    public async Task Get_PathThatClimbs_ReachesNothingElseOfTheNode(string path)
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node);
        var id = node.NewRuntimeId();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
            gateway.Client().BaseAddress!, $"/v1/runtimes/{id}/files/{path}"));

        await gateway.Client().SendAsync(request);

        Assert.All(node.Requests, r => Assert.StartsWith($"/runtimes/{id}/files/", r.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Put_BytesOfAnyType_ArriveUnchanged(string? type)
    {
        await using var node = await FakeNode.StartAsync();
        node.Answer = context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        };
        await using var gateway = new GatewayHost(node);
        var content = new ByteArrayContent("abc"u8.ToArray());
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);

        var response = await gateway.Client().PutAsync($"/v1/runtimes/{node.NewRuntimeId()}/files/a", content);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(("PUT", "abc"), (Assert.Single(node.Requests).Method, node.Requests.Single().Body));
    }

    [Fact]
    public async Task Put_LongFile_Returns413()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node).With("Gateway:MaxFileBytes", "10");

        var response = await gateway.Client().PutAsync($"/v1/runtimes/{node.NewRuntimeId()}/files/a", new ByteArrayContent(new byte[11]));

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task Put_LongFileOfUnknownLength_Returns413()
    {
        await using var node = await FakeNode.StartAsync();
        await using var gateway = new GatewayHost(node).With("Gateway:MaxFileBytes", "10");
        var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/runtimes/{node.NewRuntimeId()}/files/a")
        {
            Content = new StreamContent(new MemoryStream(new byte[1000])),
        };
        request.Headers.TransferEncodingChunked = true;

        var response = await gateway.Client().SendAsync(request);

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }
}
