namespace SecureExec.Kernel;

/// <summary>One operation that the policy denied.</summary>
/// <param name="Scope">Scope of the policy.</param>
/// <param name="Operation">Operation in the scope's words, e.g. <c>read</c>.</param>
/// <param name="Resource">What was asked for: a canonical path, an environment key, an address.</param>
/// <param name="Pid">The process; 0 when the host asked.</param>
/// <param name="Time">When, UTC.</param>
internal sealed record AuditEvent(PermissionScope Scope, string Operation, string Resource, int Pid, DateTimeOffset Time);
