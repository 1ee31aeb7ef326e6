using System.Net;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests;

public sealed class OpenApiTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("/v1/run", "post")]
    [InlineData("/v1/runtimes", "post")]
    [InlineData("/v1/runtimes", "get")]
    [InlineData("/v1/runtimes/events", "get")]
    [InlineData("/v1/runtimes/{id}", "get")]
    [InlineData("/v1/runtimes/{id}", "delete")]
    [InlineData("/v1/runtimes/{id}/run", "post")]
    [InlineData("/v1/runtimes/{id}/processes", "get")]
    [InlineData("/v1/runtimes/{id}/processes/{pid}", "delete")]
    [InlineData("/v1/runtimes/{id}/files/{path}", "get")]
    [InlineData("/v1/runtimes/{id}/files/{path}", "put")]
    [InlineData("/v1/policies", "get")]
    [InlineData("/v1/policies/{name}", "get")]
    [InlineData("/v1/policies/{name}", "put")]
    [InlineData("/v1/policies/{name}", "delete")]
    [InlineData("/v1/nodes", "get")]
    public async Task Document_Endpoint_IsDescribed(string path, string method)
    {
        var document = await (await shared.Host.Client(key: null).GetAsync("/openapi/v1.json")).ReadJsonAsync();

        var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        Assert.True(operation.GetProperty("responses").TryGetProperty("401", out _));
    }

    [Fact]
    public async Task Document_Schemas_DescribeBodiesWithTheirComments()
    {
        var document = await (await shared.Host.Client(key: null).GetAsync("/openapi/v1.json")).ReadJsonAsync();

        var schemas = document.GetProperty("components").GetProperty("schemas");
        var run = schemas.GetProperty("RunRequest");
        Assert.Equal("code", Assert.Single(run.GetProperty("required").EnumerateArray()).GetString());
        Assert.NotEmpty(run.GetProperty("properties").GetProperty("code").GetProperty("description").GetString()!);
        Assert.Contains("timedOut", schemas.GetProperty("ResponseOutcome").GetProperty("enum").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(2, document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Count());
    }

    [Fact]
    public async Task Page_IsServed()
    {
        var response = await shared.Host.Client(key: null).GetAsync("/scalar/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task UnknownPath_Returns404Problem()
    {
        var response = await shared.Host.Client().GetAsync("/v1/nothing");

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "path-not-found");
    }

    [Fact]
    public async Task WrongMethod_Returns405Problem()
    {
        var response = await shared.Host.Client().DeleteAsync("/v1/policies");

        await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }
}
