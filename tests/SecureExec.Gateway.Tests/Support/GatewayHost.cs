using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecureExec.Gateway.Configuration;

namespace SecureExec.Gateway.Tests.Support;

/// <summary>The gateway on a real server and a free port, with a data directory of its own unless it is given one.</summary>
internal sealed class GatewayHost : WebApplicationFactory<GatewayOptions>
{
    public const string Key = "sek_key-of-the-tests-0123456789";

    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
    private readonly TempDirectory? _own;
    private readonly Dictionary<string, string> _settings;

    public GatewayHost(params IEnumerable<FakeNode> nodes)
        : this(null, Key, nodes)
    {
    }

    public GatewayHost(string? dataDirectory, string? key, params IEnumerable<FakeNode> nodes)
    {
        _own = dataDirectory is null ? new TempDirectory() : null;
        _settings = new()
        {
            [GatewayOptions.DataVariable] = dataDirectory ?? _own!.Path,
            [GatewayOptions.NodeTokenVariable] = FakeNode.Token,
        };
        if (key is not null)
            _settings[GatewayOptions.ApiKeyVariable] = key;
        foreach (var (index, node) in nodes.Index())
            _settings[$"services:sidecar:http:{index}"] = node.Address;
        UseKestrel(0);
    }

    /// <summary>What it wrote for the person at the console.</summary>
    public StringWriter Console { get; } = new();

    public GatewayHost With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>A client with the key, or with another one.</summary>
    public HttpClient Client(string? key = Key)
    {
        StartServer();
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = new Uri(address) };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (setting, value) in _settings)
            builder.UseSetting(setting, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services.AddSingleton(new ConsoleNotice(Console)));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _handler.Dispose();
            _own?.Dispose();
        }
    }
}
