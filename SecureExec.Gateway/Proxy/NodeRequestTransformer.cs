using Microsoft.Net.Http.Headers;
using SecureExec.Contracts;
using Yarp.ReverseProxy.Forwarder;

namespace SecureExec.Gateway.Proxy;

/// <summary>
/// Addresses a request to a pool node by a path that the gateway has composed itself, and takes the caller's credentials off it.
/// </summary>
/// <param name="transport">Adds the node's token.</param>
/// <param name="target">Path and query on the node, escaped.</param>
internal sealed class NodeRequestTransformer(NodeTransport transport, string target) : HttpTransformer
{
    private const string ApiPrefix = "/v1";

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = new Uri(new Uri(destinationPrefix), target);
        proxyRequest.Headers.Host = null;
        proxyRequest.Headers.Remove(HeaderNames.Authorization);
        proxyRequest.Headers.Remove(HeaderNames.Cookie);
        proxyRequest.Headers.Remove(HeaderNames.Origin);
        proxyRequest.Headers.Remove(HeaderNames.Referer);
        proxyRequest.Headers.Remove(ContractHeaders.ApiKey);
        transport.Authorize(proxyRequest);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        var headers = httpContext.Response.Headers;
        headers.Remove(HeaderNames.Server);
        headers.Remove(HeaderNames.SetCookie);
        if (proxyResponse?.Headers.Location is { IsAbsoluteUri: false } location)
            headers.Location = ApiPrefix + location;
        return copyBody;
    }
}
