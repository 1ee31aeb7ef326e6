namespace SecureExec;

/// <summary>What one scope permits: the last rule that matches decides, and <see cref="Default"/> when none does.</summary>
/// <param name="Default">Decides when no rule matches.</param>
/// <param name="Rules">In order; later ones win.</param>
public sealed record ScopePolicy(PermissionMode Default, IReadOnlyList<PermissionRule> Rules)
{
    /// <summary>Permits everything in the scope.</summary>
    public static ScopePolicy Allow { get; } = new(PermissionMode.Allow, []);

    /// <summary>Denies everything in the scope.</summary>
    public static ScopePolicy Deny { get; } = new(PermissionMode.Deny, []);

    /// <summary>The same with one more rule, which is stronger than all before it.</summary>
    public ScopePolicy Append(PermissionRule rule) => this with { Rules = [.. Rules, rule] };

    /// <inheritdoc/>
    public bool Equals(ScopePolicy? other) => other is not null && Default == other.Default && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Default, Rules.Count);
}
