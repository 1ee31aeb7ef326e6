using System.Net;
using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

public sealed class PoolAccessTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(PoolServer.Token + "x")]
    public async Task Request_WithoutTheToken_Returns401(string? token)
    {
        await using var server = await PoolServer.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/node");
        server.Client.DefaultRequestHeaders.Remove(ContractHeaders.NodeToken);
        if (token is not null)
            request.Headers.TryAddWithoutValidation(ContractHeaders.NodeToken, token);

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Request_OfABrowser_Returns403(string header, string value)
    {
        await using var server = await PoolServer.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/node");
        request.Headers.Add(header, value);

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_WithoutTheToken_IsAnswered(string path)
    {
        await using var server = await PoolServer.StartAsync();
        server.Client.DefaultRequestHeaders.Remove(ContractHeaders.NodeToken);

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:80", false)]
    [InlineData("http://localhost:80", false)]
    [InlineData("http://[::1]:80;https://127.0.0.1:81", false)]
    [InlineData("http://0.0.0.0:80", true)]
    [InlineData("http://[::]:80", true)]
    [InlineData("http://*:80", true)]
    [InlineData("http://+:80", true)]
    [InlineData("http://127.0.0.1:80;http://10.0.0.1:80", true)]
    public void IsOpen_Addresses_TellsWhetherOthersReachThem(string addresses, bool expected) =>
        Assert.Equal(expected, PoolStartup.IsOpen(addresses));

    [Fact]
    public async Task Start_OpenWithoutToken_IsRefused()
    {
        var error = await Assert.ThrowsAsync<PoolConfigurationException>(
            () => PoolServer.StartAsync("--urls=http://0.0.0.0:0", "--SECUREEXEC_NODE_TOKEN="));

        Assert.Contains("SECUREEXEC_NODE_TOKEN", error.Message);
    }

    [Theory]
    [InlineData("--Pool:MaxRuntimes=0", "Pool:MaxRuntimes")]
    [InlineData("--Pool:MaxRuntimes=many", "Pool:MaxRuntimes")]
    [InlineData("--Pool:Spares=-1", "Pool:Spares")]
    [InlineData("--SECUREEXEC_NODE_ID=a/b", "SECUREEXEC_NODE_ID")]
    public async Task Start_UnusableSetting_IsNamed(string setting, string expected)
    {
        var error = await Assert.ThrowsAsync<PoolConfigurationException>(() => PoolServer.StartAsync(setting));

        Assert.Contains(expected, error.Message);
    }
}
