namespace SecureExec.Contracts;

/// <summary>Answer of <c>GET /v1/runtimes/{id}/processes</c>.</summary>
/// <param name="Processes">The process table, lowest pid first.</param>
public sealed record ProcessList(IReadOnlyList<ProcessEntry> Processes);
