using SecureExec.Contracts;
using SecureExec.Gateway.Proxy;

namespace SecureExec.Gateway.Endpoints;

/// <summary>The pool nodes behind the gateway.</summary>
internal static class NodeEndpoints
{
    public static void MapNodeEndpoints(this IEndpointRouteBuilder api) =>
        api.MapGet("/nodes", (NodeDirectory directory) => new NodeList([.. directory.Nodes.Select(ToStatus)]))
            .WithName("ListNodes").WithTags("Nodes")
            .WithSummary("Lists the pool nodes and how their workers are locked down.");

    private static NodeStatus ToStatus(PoolNode node) => new()
    {
        Address = node.Address.AbsoluteUri,
        Available = node.Available,
        Info = node.Info,
        Problem = node.Problem,
    };
}
