namespace SecureExec.Contracts;

/// <summary>Answer of <c>GET /v1/runtimes</c>.</summary>
/// <param name="Runtimes">The runtimes, oldest first.</param>
/// <param name="Incomplete">Whether a pool node did not answer, so that its runtimes are missing.</param>
public sealed record RuntimeList(IReadOnlyList<RuntimeInfo> Runtimes, bool Incomplete = false);
