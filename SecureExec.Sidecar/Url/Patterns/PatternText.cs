using System.Text;

namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>From the parts of a pattern to a regular expression and back to a pattern (URL Pattern Standard, sections 2.1.4 and 2.1.5).</summary>
internal static class PatternText
{
    public const string FullWildcard = ".*";
    private const string RegexpSyntax = ".+*?^${}()[]|/\\", PatternSyntax = "+*?:{}()\\";

    /// <summary>What matches one segment.</summary>
    public static string SegmentWildcard(PatternOptions options) => $"[^{EscapeRegexp(options.Delimiter)}]+?";

    /// <summary>A text as a pattern that matches it alone.</summary>
    public static string EscapePattern(string text) => Escape(text, PatternSyntax);

    /// <summary>The source of a regular expression with flag <c>v</c>; the groups in their order have the parts' names.</summary>
    public static string ToRegexp(IReadOnlyList<PatternPart> parts, PatternOptions options)
    {
        var result = new StringBuilder("^");
        foreach (var part in parts)
        {
            var modifier = Modifier(part);
            if (part.Type == PatternPartType.FixedText)
            {
                result.Append(modifier.Length == 0 ? EscapeRegexp(part.Value) : $"(?:{EscapeRegexp(part.Value)}){modifier}");
                continue;
            }
            var value = part.Type switch
            {
                PatternPartType.SegmentWildcard => SegmentWildcard(options),
                PatternPartType.FullWildcard => FullWildcard,
                _ => part.Value,
            };
            var repeats = part.Modifier is PatternModifier.ZeroOrMore or PatternModifier.OneOrMore;
            var (prefix, suffix) = (EscapeRegexp(part.Prefix), EscapeRegexp(part.Suffix));
            if (prefix.Length == 0 && suffix.Length == 0)
                result.Append(repeats ? $"((?:{value}){modifier})" : $"({value}){modifier}");
            else if (!repeats)
                result.Append($"(?:{prefix}({value}){suffix}){modifier}");
            else
                result.Append($"(?:{prefix}((?:{value})(?:{suffix}{prefix}(?:{value}))*){suffix}){(part.Modifier == PatternModifier.ZeroOrMore ? "?" : "")}");
        }
        return result.Append('$').ToString();
    }

    /// <summary>The pattern that the parts mean, as short as it can be.</summary>
    public static string ToPattern(IReadOnlyList<PatternPart> parts, PatternOptions options)
    {
        var result = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (part.Type == PatternPartType.FixedText)
                result.Append(part.Modifier == PatternModifier.None ? EscapePattern(part.Value) : $"{{{EscapePattern(part.Value)}}}{Modifier(part)}");
            else
                AppendMatcher(result, part, i > 0 ? parts[i - 1] : null, i + 1 < parts.Count ? parts[i + 1] : null, options);
        }
        return result.ToString();
    }

    private static void AppendMatcher(StringBuilder result, PatternPart part, PatternPart? previous, PatternPart? next, PatternOptions options)
    {
        var named = !char.IsAsciiDigit(part.Name[0]);
        var grouped = NeedsGrouping(part, named, previous, next, options);
        if (grouped)
            result.Append('{');
        result.Append(EscapePattern(part.Prefix));
        if (named)
            result.Append(':').Append(part.Name);
        if (part.Type == PatternPartType.Regexp)
            result.Append('(').Append(part.Value).Append(')');
        else if (part.Type == PatternPartType.SegmentWildcard && !named)
            result.Append('(').Append(SegmentWildcard(options)).Append(')');
        else if (part.Type == PatternPartType.FullWildcard)
            result.Append(!named && (previous is null || previous.Type == PatternPartType.FixedText || previous.Modifier != PatternModifier.None || grouped || part.Prefix.Length > 0) ? "*" : $"({FullWildcard})");
        // Else the suffix would be read as more of the name.
        if (part.Type == PatternPartType.SegmentWildcard && named && ContinuesName(part.Suffix))
            result.Append('\\');
        result.Append(EscapePattern(part.Suffix));
        if (grouped)
            result.Append('}');
        result.Append(Modifier(part));
    }

    private static bool NeedsGrouping(PatternPart part, bool named, PatternPart? previous, PatternPart? next, PatternOptions options)
    {
        if (part.Suffix.Length > 0 || (part.Prefix.Length > 0 && part.Prefix != options.Prefix))
            return true;
        if (named && part is { Type: PatternPartType.SegmentWildcard, Modifier: PatternModifier.None } && next is { Prefix: "", Suffix: "" }
            && (next.Type == PatternPartType.FixedText ? ContinuesName(next.Value) : char.IsAsciiDigit(next.Name[0])))
            return true;
        return part.Prefix.Length == 0 && options.Prefix.Length > 0 && previous?.Type == PatternPartType.FixedText && previous.Value.EndsWith(options.Prefix, StringComparison.Ordinal);
    }

    private static bool ContinuesName(string text) => Rune.DecodeFromUtf16(text, out var first, out _) == System.Buffers.OperationStatus.Done && PatternTokenizer.IsNameCharacter(first, first: false);

    private static string Modifier(PatternPart part) => part.Modifier switch
    {
        PatternModifier.Optional => "?",
        PatternModifier.ZeroOrMore => "*",
        PatternModifier.OneOrMore => "+",
        _ => "",
    };

    private static string EscapeRegexp(string text) => Escape(text, RegexpSyntax);

    private static string Escape(string text, string syntax)
    {
        if (!text.AsSpan().ContainsAny(syntax))
            return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (syntax.Contains(c, StringComparison.Ordinal))
                result.Append('\\');
            result.Append(c);
        }
        return result.ToString();
    }
}
