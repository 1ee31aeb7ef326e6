namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>One component of a pattern, ready to be matched by a regular expression.</summary>
/// <param name="Pattern">The pattern in its shortest form.</param>
/// <param name="Regexp">The regular expression's source, for flag <c>v</c>.</param>
/// <param name="Groups">The names of its groups, in their order.</param>
/// <param name="HasRegexp">Whether the pattern itself holds regular expressions.</param>
internal sealed record PatternComponent(string Pattern, string Regexp, IReadOnlyList<string> Groups, bool HasRegexp)
{
    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="PatternException">It is not valid.</exception>
    public static PatternComponent Compile(string pattern, PatternOptions options, Func<string, string> encode)
    {
        var parts = PatternParser.Parse(pattern, options, encode);
        return new PatternComponent(
            PatternText.ToPattern(parts, options),
            PatternText.ToRegexp(parts, options),
            [.. parts.Where(part => part.Type != PatternPartType.FixedText).Select(part => part.Name)],
            parts.Any(part => part.Type == PatternPartType.Regexp));
    }
}
