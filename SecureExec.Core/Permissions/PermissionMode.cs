namespace SecureExec;

/// <summary>What a rule or a default does.</summary>
public enum PermissionMode
{
    /// <summary>Refuses.</summary>
    Deny,

    /// <summary>Permits.</summary>
    Allow,
}
