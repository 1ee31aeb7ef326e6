namespace SecureExec.Dashboard.Client;

/// <summary>The value of a call that has none.</summary>
public sealed record Done
{
    /// <summary>The one value.</summary>
    public static Done Value { get; } = new();
}
