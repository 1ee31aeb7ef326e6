namespace SecureExec;

/// <summary>One rule of a scope: what it does, for which operations, on which resources.</summary>
/// <param name="Mode">Allow or deny.</param>
/// <param name="Operations">Operations of the scope, or <c>*</c>; not empty.</param>
/// <param name="Patterns">Globs over the scope's resources (<c>*</c>, <c>**</c>, <c>?</c>); not empty. Called <c>paths</c> in the fs scope's JSON.</param>
public sealed record PermissionRule(PermissionMode Mode, IReadOnlyList<string> Operations, IReadOnlyList<string> Patterns)
{
    /// <summary>Reads the command line's short form, <c>scope[.operation][=pattern,…]</c>, e.g. <c>fs.read=/data/**,/etc/*</c>, <c>network</c>, <c>env=HOME</c>; with a colon for one pattern that holds a comma.</summary>
    /// <exception cref="FormatException">The text names an unknown scope or operation or has an empty part.</exception>
    public static ScopedPermissionRule Parse(string text, PermissionMode mode) => PermissionRuleParser.Parse(text, mode);

    /// <inheritdoc/>
    public bool Equals(PermissionRule? other) => other is not null && Mode == other.Mode &&
        Operations.SequenceEqual(other.Operations) && Patterns.SequenceEqual(other.Patterns);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mode, Operations.Count, Patterns.Count, Operations.Count > 0 ? Operations[0] : null);
}
