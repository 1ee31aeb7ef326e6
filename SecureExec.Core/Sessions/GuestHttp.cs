using System.Net.Http;
using System.Net.WebSockets;

namespace SecureExec.Sessions;

/// <summary>HTTP to servers of the guest: .NET's own client over connections into the VM. What a guest answers is hostile: it follows no redirects, keeps no cookies and decompresses nothing.</summary>
internal sealed class GuestHttp : IDisposable
{
    /// <summary>Connections to one port at once; further requests wait.</summary>
    private const int MaxConnections = 128;

    private readonly HttpMessageInvoker _invoker;

    /// <param name="connect">Connects to a port.</param>
    internal GuestHttp(Func<int, CancellationToken, Task<Stream>> connect) => _invoker = new HttpMessageInvoker(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) => await connect(context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxConnectionsPerServer = MaxConnections,
        // Nobody sees these: no trace headers for a guest.
        ActivityHeadersPropagator = null,
    });

    /// <summary>Sends a request to a port; the task ends with the head of the answer, whose body streams.</summary>
    internal Task<HttpResponseMessage> SendAsync(int port, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri ?? new Uri("/", UriKind.Relative);
        if (uri is { IsAbsoluteUri: true, Scheme: not "http" }) throw new ArgumentException($"A request to the guest is for http, not {uri.Scheme}.", nameof(request));
        // The host that a caller names is the guest's to see; the connection goes to the port all the same.
        if (uri.IsAbsoluteUri) request.Headers.Host ??= uri.Authority;
        request.RequestUri = At("http", port, uri.IsAbsoluteUri ? uri.PathAndQuery : uri.OriginalString);
        return _invoker.SendAsync(request, cancellationToken);
    }

    /// <summary>Opens a WebSocket to a port.</summary>
    internal async Task<WebSocket> ConnectWebSocketAsync(int port, string path, Action<ClientWebSocketOptions>? configure, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            configure?.Invoke(socket.Options);
            await socket.ConnectAsync(At("ws", port, path), _invoker, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private static Uri At(string scheme, int port, string path) => new($"{scheme}://localhost:{port}{(path.StartsWith('/') ? "" : "/")}{path}");
}
