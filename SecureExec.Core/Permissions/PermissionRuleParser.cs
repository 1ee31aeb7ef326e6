namespace SecureExec;

/// <summary>The command line's short form of a rule.</summary>
internal static class PermissionRuleParser
{
    /// <summary>Reads <c>scope[.operation][=pattern,…]</c> or, for one pattern that may hold commas, <c>scope[.operation][:pattern]</c>. What is left out means every operation, every resource.</summary>
    public static ScopedPermissionRule Parse(string text, PermissionMode mode)
    {
        ArgumentNullException.ThrowIfNull(text);
        int end = text.AsSpan().IndexOfAny(':', '=');
        string head = end < 0 ? text : text[..end];
        string tail = end < 0 ? "**" : text[(end + 1)..];
        string[] patterns = end >= 0 && text[end] == '=' ? tail.Split(',') : [tail];
        int dot = head.IndexOf('.', StringComparison.Ordinal);
        string scopeName = dot < 0 ? head : head[..dot];
        string operation = dot < 0 ? "*" : head[(dot + 1)..];
        if (!PermissionOperations.TryFind(scopeName, out PermissionScope scope))
        {
            throw new FormatException(
                $"'{text}': '{scopeName}' is no scope; scopes are {string.Join(", ", PermissionOperations.Scopes.Select(PermissionOperations.NameOf))}.");
        }

        var rule = new PermissionRule(mode, [operation], patterns);
        return PolicyValidator.FindError(scope, rule, text) is { } error
            ? throw new FormatException(error)
            : new ScopedPermissionRule(scope, rule);
    }
}
