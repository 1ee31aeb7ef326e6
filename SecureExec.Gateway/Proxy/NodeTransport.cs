using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using SecureExec.Contracts;
using SecureExec.Gateway.Configuration;

namespace SecureExec.Gateway.Proxy;

/// <summary>
/// Connections to pool nodes. Built by hand: no retries, no redirects, no proxy, no cookies, since a run must reach one node once.
/// </summary>
internal sealed class NodeTransport : IDisposable
{
    private readonly string? _token;

    public NodeTransport(IOptions<GatewayOptions> options)
    {
        _token = options.Value.NodeToken;
        Invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        });
    }

    /// <summary>Sends as it is told, once.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Adds what a pool node asks of its gateway.</summary>
    public void Authorize(HttpRequestMessage request)
    {
        request.Headers.Remove(ContractHeaders.NodeToken);
        if (_token is not null)
            request.Headers.TryAddWithoutValidation(ContractHeaders.NodeToken, _token);
    }

    /// <summary>Gets a JSON answer.</summary>
    /// <exception cref="HttpRequestException">The node did not answer with success.</exception>
    /// <exception cref="System.Text.Json.JsonException">The answer is not what is expected.</exception>
    public async Task<T> GetAsync<T>(PoolNode node, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node.Address, path));
        Authorize(request);
        using var response = await Invoker.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(type, cancellationToken)
            ?? throw new HttpRequestException("The answer is empty.");
    }

    public void Dispose() => Invoker.Dispose();
}
