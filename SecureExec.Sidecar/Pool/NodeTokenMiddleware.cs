using System.Security.Cryptography;
using System.Text;
using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool;

/// <summary>
/// Lets only the gateway in: by its token when one is configured. Requests made by a browser are always refused, since a web page
/// could otherwise reach a node on the loopback address.
/// </summary>
internal sealed class NodeTokenMiddleware(RequestDelegate next, PoolOptions options)
{
    private readonly byte[]? _hash = options.NodeToken is { } token ? Hash(token) : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path == Extensions.HealthPath || context.Request.Path == Extensions.AlivePath)
            return next(context);

        var headers = context.Request.Headers;
        if (headers.ContainsKey("Origin") || headers.ContainsKey("Sec-Fetch-Site"))
            return Problems.Forbidden("A pool node takes no requests from browsers. Ask the gateway.").ExecuteAsync(context);

        return _hash is null || CryptographicOperations.FixedTimeEquals(_hash, Hash(headers[ContractHeaders.NodeToken].ToString()))
            ? next(context)
            : Problems.Unauthorized("A pool node takes requests from its gateway only.").ExecuteAsync(context);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
