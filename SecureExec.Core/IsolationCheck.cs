namespace SecureExec;

/// <summary>One measure of the operating system that confines a worker.</summary>
/// <param name="Name">Short name, for example <c>no_new_privs</c>.</param>
/// <param name="InForce">True when it is in force in the worker.</param>
/// <param name="Detail">What it does, or why it is not in force.</param>
public sealed record IsolationCheck(string Name, bool InForce, string Detail);
