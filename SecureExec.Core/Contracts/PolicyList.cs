namespace SecureExec.Contracts;

/// <summary>Answer of <c>GET /v1/policies</c>.</summary>
/// <param name="Policies">The stored policies, by name.</param>
public sealed record PolicyList(IReadOnlyList<PolicyInfo> Policies);
