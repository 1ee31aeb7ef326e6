namespace SecureExec.Contracts;

/// <summary>Answer of <c>GET /v1/nodes</c>.</summary>
/// <param name="Nodes">The configured pool nodes.</param>
public sealed record NodeList(IReadOnlyList<NodeStatus> Nodes);
