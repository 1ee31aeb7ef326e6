namespace SecureExec.Contracts;

/// <summary>One measure of the operating system against a worker that guest code has taken over.</summary>
/// <param name="Name">Its short name, for example <c>seccomp</c>.</param>
/// <param name="Active">Whether it is in force.</param>
/// <param name="Detail">What it does, or why it is not in force.</param>
public sealed record IsolationMeasure(string Name, bool Active, string? Detail);
