namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>Kinds of tokens of a pattern (URL Pattern Standard, section 2.1.1).</summary>
internal enum PatternTokenType
{
    Open,
    Close,
    Regexp,
    Name,
    Char,
    EscapedChar,
    OtherModifier,
    Asterisk,
    End,
    InvalidChar,
}

/// <summary>One token.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Index">Where it begins in the pattern.</param>
/// <param name="Start">Where its value begins.</param>
/// <param name="Length">The value's length.</param>
internal readonly record struct PatternToken(PatternTokenType Type, int Index, int Start, int Length);
