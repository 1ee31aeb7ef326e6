namespace SecureExec;

/// <summary>A rule with the scope it belongs to.</summary>
public sealed record ScopedPermissionRule(PermissionScope Scope, PermissionRule Rule);
