using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Proxy;

/// <summary>Finds the pool node of a request, or the problem that is the answer.</summary>
internal static class NodeRouting
{
    /// <summary>The node of a runtime's id.</summary>
    public static async Task<(PoolNode? Node, IResult? Problem)> RouteAsync(
        this NodeDirectory directory, string runtimeId, CancellationToken cancellationToken)
    {
        if (!RuntimeId.TryGetNode(runtimeId, out var nodeId))
            return (null, Problems.NotFound("runtime", "That is not the id of a runtime."));

        return await directory.FindAsync(nodeId, cancellationToken) switch
        {
            null => (null, Problems.NotFound("runtime", "Its pool node is not part of this application, or was restarted.")),
            { Available: false } => (null, Problems.Unavailable("The pool node of this runtime does not answer.")),
            { } node => (node, null),
        };
    }

    /// <summary>A node for something new.</summary>
    public static async Task<(PoolNode? Node, IResult? Problem)> RouteNewAsync(
        this NodeDirectory directory, CancellationToken cancellationToken) =>
        await directory.ChooseAsync(cancellationToken) is { } node
            ? (node, null)
            : (null, Problems.Unavailable("No pool node answers."));

    /// <summary>Path of a runtime on its node, for an id that <see cref="RouteAsync"/> accepted.</summary>
    public static string RuntimePath(string runtimeId) => "runtimes/" + Uri.EscapeDataString(runtimeId);
}
