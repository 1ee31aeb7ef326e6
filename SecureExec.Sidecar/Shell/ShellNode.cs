namespace SecureExec.Sidecar.Shell;

/// <summary>A command of the shell's language (POSIX.1-2024, Shell Command Language). Immutable: forked shells share it.</summary>
internal abstract record ShellNode(int Line)
{
    /// <summary>How it was written, where the shell shows that: pipelines and lists of an interactive one.</summary>
    public string? Source { get; init; }
}

/// <summary>Assignments, words and redirections.</summary>
internal sealed record SimpleNode(int Line, IReadOnlyList<Assignment> Assignments, IReadOnlyList<Word> Words, IReadOnlyList<Redirection> Redirections) : ShellNode(Line);

/// <summary>Commands whose outputs and inputs are connected; all run at once.</summary>
internal sealed record PipelineNode(int Line, IReadOnlyList<ShellNode> Stages, bool Negated) : ShellNode(Line);

/// <summary><c>&amp;&amp;</c> and <c>||</c>.</summary>
internal sealed record AndOrNode(int Line, ShellNode Left, bool IsAnd, ShellNode Right) : ShellNode(Line);

/// <summary>One after the other; those marked run in the background.</summary>
internal sealed record SequenceNode(int Line, IReadOnlyList<(ShellNode Node, bool Background)> Items) : ShellNode(Line);

/// <summary>A compound command with redirections of its own.</summary>
internal sealed record RedirectedNode(int Line, ShellNode Body, IReadOnlyList<Redirection> Redirections) : ShellNode(Line);

/// <summary><c>( ... )</c>.</summary>
internal sealed record SubshellNode(int Line, ShellNode Body) : ShellNode(Line);

/// <summary><c>if</c>; <c>elif</c> is one in <see cref="Else"/>.</summary>
internal sealed record IfNode(int Line, ShellNode Condition, ShellNode Then, ShellNode? Else) : ShellNode(Line);

/// <summary><c>while</c> and <c>until</c>.</summary>
internal sealed record LoopNode(int Line, ShellNode Condition, ShellNode Body, bool Until) : ShellNode(Line);

/// <summary><c>for</c>; without words it goes over the positional parameters.</summary>
internal sealed record ForNode(int Line, string Name, IReadOnlyList<Word>? Words, ShellNode Body) : ShellNode(Line);

/// <summary><c>for ((a; b; c))</c> of bash.</summary>
internal sealed record ArithmeticForNode(int Line, Word Start, Word Condition, Word Step, ShellNode Body) : ShellNode(Line);

/// <summary><c>case</c>.</summary>
internal sealed record CaseNode(int Line, Word Subject, IReadOnlyList<CaseItem> Items) : ShellNode(Line);

/// <summary>One branch; it falls into the next after <c>;&amp;</c>.</summary>
internal sealed record CaseItem(IReadOnlyList<Word> Patterns, ShellNode? Body, bool FallsThrough);

/// <summary>A definition.</summary>
internal sealed record FunctionNode(int Line, string Name, ShellNode Body) : ShellNode(Line);

/// <summary><c>((...))</c> of bash.</summary>
internal sealed record ArithmeticNode(int Line, Word Expression) : ShellNode(Line);

/// <summary><c>[[ ... ]]</c> of bash: its words, operators among them as plain words.</summary>
internal sealed record ConditionNode(int Line, IReadOnlyList<Word> Words) : ShellNode(Line);

/// <summary><c>name=word</c> or <c>name+=word</c>.</summary>
internal sealed record Assignment(string Name, Word Value, bool Appends);

/// <summary>A redirection of one descriptor.</summary>
/// <param name="Fd">The descriptor; null takes the operator's own.</param>
/// <param name="Operator">As it is written.</param>
/// <param name="Target">A file, a descriptor, or the text of a here-document.</param>
internal sealed record Redirection(int? Fd, string Operator, Word Target)
{
    /// <summary>Set when the body of a here-document has been read.</summary>
    public Word Target { get; set; } = Target;
}
