namespace SecureExec.Permissions;

/// <summary>A rule ready to be asked.</summary>
internal sealed class CompiledRule
{
    private readonly int _operations;
    private readonly GlobPattern[] _patterns;

    /// <summary>Compiles a validated rule.</summary>
    public CompiledRule(PermissionScope scope, PermissionRule rule)
    {
        Allows = rule.Mode == PermissionMode.Allow;
        foreach (string operation in rule.Operations)
        {
            _operations |= operation == "*" ? -1 : 1 << IndexOf(scope, operation);
        }

        _patterns = [.. rule.Patterns.Select(p => new GlobPattern(scope == PermissionScope.Network ? InLowerCase(p) : p))];
    }

    /// <summary>What it says when it matches.</summary>
    public bool Allows { get; }

    /// <summary>True when the rule speaks of this operation on this resource.</summary>
    public bool IsMatch(int operation, ReadOnlySpan<char> resource)
    {
        if ((_operations & (1 << operation)) == 0)
        {
            return false;
        }

        foreach (GlobPattern pattern in _patterns)
        {
            if (pattern.IsMatch(resource))
            {
                return true;
            }
        }

        return false;
    }

    private static int IndexOf(PermissionScope scope, string operation) => PermissionOperations.IndexOf(scope, operation) is >= 0 and int index
        ? index
        : throw new ArgumentException($"'{operation}' is no operation of this scope.");

    // Host names are the same in any case, and are judged in lower case; paths of sockets are not.
    private static string InLowerCase(string pattern) => pattern.StartsWith("unix:", StringComparison.Ordinal) ? pattern : pattern.ToLowerInvariant();
}
