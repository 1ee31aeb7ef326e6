namespace SecureExec;

/// <summary>What makes a rule or a policy unusable, in words that name the place in the document.</summary>
internal static class PolicyValidator
{
    /// <summary>Rules of one scope.</summary>
    public const int MaxRules = 1000;

    /// <summary>Patterns of one rule.</summary>
    public const int MaxPatterns = 1000;

    /// <summary>Characters of one pattern.</summary>
    public const int MaxPatternLength = 4096;

    /// <summary>The first fault of a rule, or null.</summary>
    public static string? FindError(PermissionScope scope, PermissionRule rule, string where)
    {
        if (rule.Operations.Count == 0)
        {
            return $"{where}.operations must not be empty; use [\"*\"].";
        }

        IReadOnlyList<string> known = PermissionOperations.Of(scope);
        for (int i = 0; i < rule.Operations.Count; i++)
        {
            string operation = rule.Operations[i];
            if (operation != "*" && !known.Contains(operation))
            {
                return $"{where}.operations[{i}]: '{operation}' is no operation of {PermissionOperations.NameOf(scope)}; operations are {string.Join(", ", known)} and *.";
            }
        }

        return FindPatternError(scope, rule.Patterns, where);
    }

    /// <summary>The first fault of a policy, or null.</summary>
    public static string? FindError(PermissionPolicy policy, string where = "permissions")
    {
        foreach (PermissionScope scope in PermissionOperations.Scopes)
        {
            if (policy[scope] is not { } scopePolicy)
            {
                continue;
            }

            string at = $"{where}.{PermissionOperations.NameOf(scope)}.rules";
            if (scopePolicy.Rules.Count > MaxRules)
            {
                return $"{at} has {scopePolicy.Rules.Count} rules; at most {MaxRules} are allowed.";
            }

            for (int i = 0; i < scopePolicy.Rules.Count; i++)
            {
                if (FindError(scope, scopePolicy.Rules[i], $"{at}[{i}]") is { } error)
                {
                    return error;
                }
            }
        }

        return null;
    }

    private static string? FindPatternError(PermissionScope scope, IReadOnlyList<string> patterns, string where)
    {
        string name = $"{where}.{PermissionOperations.PatternsNameOf(scope)}";
        if (patterns.Count == 0)
        {
            return $"{name} must not be empty; use [\"*\"].";
        }

        if (patterns.Count > MaxPatterns)
        {
            return $"{name} has {patterns.Count} entries; at most {MaxPatterns} are allowed.";
        }

        for (int i = 0; i < patterns.Count; i++)
        {
            string pattern = patterns[i];
            if (pattern.Length == 0)
            {
                return $"{name}[{i}] must not be empty.";
            }

            if (pattern.Length > MaxPatternLength)
            {
                return $"{name}[{i}] is longer than {MaxPatternLength} characters.";
            }

            if (scope == PermissionScope.Fs && pattern[0] is not ('/' or '*'))
            {
                return $"{name}[{i}]: '{pattern}' must be an absolute path, '*' or '**'.";
            }
        }

        return null;
    }
}
