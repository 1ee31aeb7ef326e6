using System.Reflection;
using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary><c>GET /node</c>: who this node is and how full it is.</summary>
internal static class NodeEndpoints
{
    private static readonly string Version =
        typeof(NodeEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/node", GetAsync).Quiet();

    private static Task GetAsync(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<PoolOptions>();
        var info = new NodeInfo
        {
            Id = options.NodeId,
            Version = Version,
            Isolation = context.RequestServices.GetRequiredService<IRuntimeFactory>().Isolation,
            ActiveRuntimes = context.RequestServices.GetRequiredService<RuntimeRegistry>().Active,
            MaxRuntimes = options.MaxRuntimes,
        };
        return context.Response.WriteAsJsonAsync(info, ContractsJsonContext.Readable.NodeInfo);
    }
}
