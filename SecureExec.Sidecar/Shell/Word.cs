namespace SecureExec.Sidecar.Shell;

/// <summary>A word as it is written: parts that are expanded one by one.</summary>
internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    /// <summary>The empty word.</summary>
    public static Word Empty { get; } = new([]);

    /// <summary>The text of a word that is one unquoted literal; null for any other.</summary>
    public string? PlainText => Parts is [LiteralPart { Quoted: false, Text: var text }] ? text : null;
}

/// <summary>A part of a word.</summary>
internal abstract record WordPart(bool Quoted);

/// <summary>Text.</summary>
internal sealed record LiteralPart(string Text, bool Quoted) : WordPart(Quoted);

/// <summary><c>$name</c>, <c>${name}</c> and its operators.</summary>
/// <param name="Name">Name, digits or a special parameter.</param>
/// <param name="Operator">For example <c>:-</c> or <c>##</c>; <c>length</c> for <c>${#name}</c>, <c>indirect</c> for <c>${!name}</c>; empty for none.</param>
/// <param name="Argument">What follows the operator.</param>
/// <param name="Second">The replacement of <c>/</c>, or the length of a substring.</param>
/// <param name="Quoted">In double quotes.</param>
internal sealed record ParameterPart(string Name, string Operator, Word? Argument, Word? Second, bool Quoted) : WordPart(Quoted);

/// <summary><c>$(...)</c> or backquotes; null for an empty one.</summary>
internal sealed record CommandPart(ShellNode? Body, bool Quoted) : WordPart(Quoted);

/// <summary><c>$((...))</c>.</summary>
internal sealed record ArithmeticPart(Word Expression, bool Quoted) : WordPart(Quoted);
