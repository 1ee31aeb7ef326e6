using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

/// <summary>The service of a pool node on a free port, over fake virtual machines.</summary>
internal sealed class PoolServer : IAsyncDisposable
{
    public const string Token = "token-between-gateway-and-node";

    private readonly WebApplication _app;

    private PoolServer(WebApplication app, FakeRuntimeFactory factory)
    {
        _app = app;
        Factory = factory;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Add(ContractHeaders.NodeToken, Token);
    }

    public FakeRuntimeFactory Factory { get; }

    /// <summary>A client that sends the node's token.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<PoolServer> StartAsync(params string[] settings)
    {
        var factory = new FakeRuntimeFactory();
        var app = PoolHost.Build(
            ["--urls=http://127.0.0.1:0", "--SECUREEXEC_NODE_ID=node1", $"--SECUREEXEC_NODE_TOKEN={Token}", "--Logging:LogLevel:Default=None", .. settings],
            services => services.AddSingleton<IRuntimeFactory>(factory));
        await app.StartAsync();
        return new PoolServer(app, factory);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task<RuntimeInfo> CreateAsync(string json = "{}")
    {
        var response = await PostAsync("/runtimes", json);
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync(ContractsJsonContext.Default.RuntimeInfo))!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
