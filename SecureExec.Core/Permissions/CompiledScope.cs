namespace SecureExec.Permissions;

/// <summary>One scope of a policy ready to be asked.</summary>
internal sealed class CompiledScope
{
    private readonly bool _default;
    private readonly CompiledRule[] _rules;

    /// <summary>Compiles; no policy denies.</summary>
    public CompiledScope(PermissionScope scope, ScopePolicy? policy)
    {
        _default = policy?.Default == PermissionMode.Allow;
        _rules = policy is null ? [] : [.. policy.Rules.Select(r => new CompiledRule(scope, r))];
    }

    /// <summary>True when every operation on every resource is permitted.</summary>
    public bool AllowsAll => _default && _rules.Length == 0;

    /// <summary>The last rule that matches decides.</summary>
    public bool Allows(int operation, ReadOnlySpan<char> resource)
    {
        for (int i = _rules.Length - 1; i >= 0; i--)
        {
            if (_rules[i].IsMatch(operation, resource))
            {
                return _rules[i].Allows;
            }
        }

        return _default;
    }

    /// <summary>For something with several names that several operations speak of: the last rule that matches any of the names for any of the operations decides.</summary>
    public bool AllowsAny(ReadOnlySpan<int> operations, IReadOnlyList<string> resources)
    {
        for (int i = _rules.Length - 1; i >= 0; i--)
        {
            foreach (int operation in operations)
            {
                foreach (string resource in resources)
                {
                    if (_rules[i].IsMatch(operation, resource))
                    {
                        return _rules[i].Allows;
                    }
                }
            }
        }

        return _default;
    }
}
