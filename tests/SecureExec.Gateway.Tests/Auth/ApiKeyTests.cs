using System.Net;
using SecureExec.Contracts;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Auth;

public sealed class ApiKeyTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    public static TheoryData<string, string> ProtectedEndpoints => new()
    {
        { "POST", "/v1/run" },
        { "POST", "/v1/runtimes" },
        { "GET", "/v1/runtimes" },
        { "GET", "/v1/runtimes/events" },
        { "GET", "/v1/runtimes/x" },
        { "DELETE", "/v1/runtimes/x" },
        { "POST", "/v1/runtimes/x/run" },
        { "GET", "/v1/runtimes/x/processes" },
        { "DELETE", "/v1/runtimes/x/processes/1" },
        { "GET", "/v1/runtimes/x/files/a" },
        { "PUT", "/v1/runtimes/x/files/a" },
        { "GET", "/v1/policies" },
        { "GET", "/v1/policies/x" },
        { "PUT", "/v1/policies/x" },
        { "DELETE", "/v1/policies/x" },
        { "GET", "/v1/nodes" },
    };

    [Theory]
    [MemberData(nameof(ProtectedEndpoints))]
    public async Task Request_WithoutKey_Returns401(string method, string path)
    {
        var response = await shared.Host.Client(key: null).SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sek_another-key-0123456789")]
    [InlineData(GatewayHost.Key + "x")]
    public async Task Request_WithWrongKey_Returns401(string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/policies");
        request.Headers.TryAddWithoutValidation(ContractHeaders.ApiKey, key);

        var response = await shared.Host.Client(key: null).SendAsync(request);

        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + GatewayHost.Key)]
    [InlineData("Authorization", "bearer " + GatewayHost.Key)]
    [InlineData(ContractHeaders.ApiKey, GatewayHost.Key)]
    public async Task Request_WithPresetKey_IsAccepted(string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/policies");
        request.Headers.TryAddWithoutValidation(header, value);

        var response = await shared.Host.Client(key: null).SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/openapi/v1.json")]
    public async Task Request_ForPublicEndpoint_NeedsNoKey(string path)
    {
        var response = await shared.Host.Client(key: null).GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
