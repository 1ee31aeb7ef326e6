namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>What a part of a pattern matches (URL Pattern Standard, section 2.1).</summary>
internal enum PatternPartType
{
    FixedText,
    Regexp,
    SegmentWildcard,
    FullWildcard,
}

/// <summary>How often.</summary>
internal enum PatternModifier
{
    None,
    Optional,
    ZeroOrMore,
    OneOrMore,
}

/// <summary>One part of a pattern.</summary>
internal sealed record PatternPart(PatternPartType Type, string Value, PatternModifier Modifier, string Name = "", string Prefix = "", string Suffix = "");

/// <summary>What separates the segments of a component, and what stands before one; empty: nothing.</summary>
internal sealed record PatternOptions(string Delimiter, string Prefix)
{
    public static PatternOptions Default { get; } = new("", "");

    public static PatternOptions Hostname { get; } = new(".", "");

    public static PatternOptions Pathname { get; } = new("/", "/");
}
