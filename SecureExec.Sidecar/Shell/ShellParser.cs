using System.Runtime.CompilerServices;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>
/// Reads commands of the shell's language one complete command at a time, so that each runs before the next is read. Words are in <c>ShellParser.Words.cs</c>.
/// </summary>
/// <param name="text">The script.</param>
/// <param name="line">Number of its first line.</param>
/// <param name="keepsSource">Pipelines and lists keep their text.</param>
internal sealed partial class ShellParser(string text, int line = 1, bool keepsSource = false)
{
    private const string MetaCharacters = " \t\n;&|<>()";

    private readonly List<PendingHereDocument> _hereDocuments = [];
    private int _at;

    /// <summary>Where the next command begins.</summary>
    public int Position => _at;

    /// <summary>The line of the next character.</summary>
    public int Line { get; private set; } = line;

    /// <summary>Whether nothing but blanks, comments and empty lines is left.</summary>
    public bool AtEnd
    {
        get
        {
            (int at, int lines) = (_at, Line);
            SkipNewlines();
            bool end = _at >= text.Length;
            (_at, Line) = (at, lines);
            return end;
        }
    }

    /// <summary>The next complete command, up to the end of its line; null at the end.</summary>
    /// <exception cref="ShellSyntaxException">It is none.</exception>
    public ShellNode? ParseCommandLine()
    {
        SkipNewlines();
        if (_at >= text.Length)
            return null;
        var list = ParseList(stopAtNewline: true);
        if (Peek is ')' or ';' or '&' or '|')
            throw Unexpected();
        if (_hereDocuments.Count > 0)
            NewLine();
        return list;
    }

    private char Peek => _at < text.Length ? text[_at] : '\0';

    private char PeekAt(int offset) => _at + offset < text.Length ? text[_at + offset] : '\0';

    private bool End => _at >= text.Length;

    private ShellSyntaxException Unexpected()
    {
        if (End)
            return new ShellSyntaxException("Syntax error: end of file unexpected", Line, incomplete: true);
        var what = Peek == '\n' ? "newline" : PeekOperator() is { Length: > 0 } op ? $"\"{op}\"" : $"\"{PeekRawWord()}\"";
        return new ShellSyntaxException($"Syntax error: {what} unexpected", Line);
    }

    private ShellSyntaxException Expecting(string what)
    {
        var found = Unexpected();
        return new ShellSyntaxException($"{found.Message} (expecting \"{what}\")", found.Line, found.Incomplete);
    }

    // --- blanks

    private void SkipBlanks()
    {
        while (!End)
        {
            if (Peek is ' ' or '\t')
                _at++;
            else if (Peek == '\\' && PeekAt(1) == '\n')
                Advance(2);
            else if (Peek == '#' && (_at == 0 || MetaCharacters.Contains(text[_at - 1], StringComparison.Ordinal)))
                while (!End && Peek != '\n')
                    _at++;
            else
                return;
        }
    }

    private void SkipNewlines()
    {
        while (true)
        {
            SkipBlanks();
            if (Peek != '\n' || End)
                return;
            NewLine();
        }
    }

    // Passes the end of a line, behind which here-documents lie.
    private void NewLine()
    {
        Advance(1);
        ReadHereDocuments();
    }

    private void Advance(int count)
    {
        for (int i = 0; i < count && !End; i++)
        {
            if (text[_at++] == '\n')
                Line++;
        }
    }

    private string PeekOperator()
    {
        foreach (var op in (ReadOnlySpan<string>)["&&", "||", ";;", ";&", "<<", "<", ">", "&", "|", ";", "(", ")"])
        {
            if (string.CompareOrdinal(text, _at, op, 0, op.Length) == 0)
                return op;
        }
        return "";
    }

    private bool TryTake(string op)
    {
        if (string.CompareOrdinal(text, _at, op, 0, op.Length) != 0)
            return false;
        _at += op.Length;
        return true;
    }

    private string PeekRawWord()
    {
        int end = _at;
        while (end < text.Length && !MetaCharacters.Contains(text[end], StringComparison.Ordinal))
            end++;
        return text[_at..end];
    }

    private bool PeekReserved(string word) => PeekRawWord() == word;

    private bool TakeReserved(string word)
    {
        SkipBlanks();
        if (!PeekReserved(word))
            return false;
        _at += word.Length;
        return true;
    }

    private void RequireReserved(string word)
    {
        SkipNewlines();
        if (!TakeReserved(word))
            throw Expecting(word);
    }

    // --- lists

    private ShellNode ParseList(bool stopAtNewline, params ReadOnlySpan<string> ends)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var items = new List<(ShellNode, bool)>();
        int start = Line;
        while (true)
        {
            if (stopAtNewline)
                SkipBlanks();
            else
                SkipNewlines();
            if (End || Peek is ')' || IsEndWord(ends) || (Peek == ';' && PeekAt(1) is ';' or '&') || (stopAtNewline && Peek == '\n'))
                break;
            var node = ParseAndOr();
            SkipBlanks();
            bool background = false;
            if (Peek == '&' && PeekAt(1) != '&')
            {
                _at++;
                background = true;
            }
            else if (Peek == ';' && PeekAt(1) is not (';' or '&'))
                _at++;
            else if (Peek != '\n' || stopAtNewline)
            {
                items.Add((node, false));
                break;
            }
            items.Add((node, background));
        }
        if (items.Count == 0)
            throw Unexpected();
        return items is [(var only, false)] ? only : new SequenceNode(start, items);
    }

    private bool IsEndWord(ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
        {
            if (PeekReserved(end))
                return true;
        }
        return false;
    }

    private ShellNode ParseAndOr()
    {
        SkipBlanks();
        int begin = _at;
        var left = ParsePipeline();
        while (true)
        {
            SkipBlanks();
            bool isAnd = TryTake("&&");
            if (!isAnd && !TryTake("||"))
                return left;
            SkipNewlines();
            left = new AndOrNode(left.Line, left, isAnd, ParsePipeline()) { Source = SourceFrom(begin) };
        }
    }

    private string? SourceFrom(int begin) => keepsSource ? text[begin.._at].Trim() : null;

    private ShellNode ParsePipeline()
    {
        SkipBlanks();
        (int start, int begin) = (Line, _at);
        bool negated = false;
        while (PeekReserved("!"))
        {
            _at++;
            negated = !negated;
            SkipBlanks();
        }
        var stages = new List<ShellNode> { ParseCommand() };
        while (true)
        {
            SkipBlanks();
            if (Peek != '|' || PeekAt(1) == '|')
                break;
            _at++;
            if (Peek == '&')
            {
                _at++;
                stages[^1] = new RedirectedNode(start, stages[^1], [new Redirection(2, ">&", Literal("1"))]);
            }
            SkipNewlines();
            stages.Add(ParseCommand());
        }
        var node = stages.Count == 1 && !negated ? stages[0] : new PipelineNode(start, stages, negated);
        return keepsSource ? node with { Source = SourceFrom(begin) } : node;
    }

    // --- commands

    private ShellNode ParseCommand()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        LongWork.Step();
        SkipBlanks();
        int start = Line;
        if (ParseCompound() is not { } node)
            return ParseSimple();
        var redirections = new List<Redirection>();
        while (true)
        {
            SkipBlanks();
            if (TryParseRedirection() is not { } redirection)
                return redirections.Count == 0 ? node : new RedirectedNode(start, node, redirections);
            redirections.Add(redirection);
        }
    }

    private ShellNode? ParseCompound()
    {
        int start = Line;
        if (Peek == '(')
        {
            if (PeekAt(1) == '(' && TryParseArithmetic(start) is { } arithmetic)
                return arithmetic;
            _at++;
            var body = ParseList(stopAtNewline: false);
            SkipNewlines();
            if (!TryTake(")"))
                throw Expecting(")");
            return new SubshellNode(start, body);
        }
        switch (PeekRawWord())
        {
            case "{":
                _at++;
                var group = ParseList(stopAtNewline: false, "}");
                RequireReserved("}");
                return group;
            case "if":
                _at += 2;
                return ParseIf(start);
            case "while" or "until":
                bool until = Peek == 'u';
                _at += 5;
                var condition = ParseList(stopAtNewline: false, "do");
                return new LoopNode(start, condition, ParseDo(), until);
            case "for":
                _at += 3;
                return ParseFor(start);
            case "case":
                _at += 4;
                return ParseCase(start);
            case "[[":
                _at += 2;
                return ParseCondition(start);
            case "function":
                _at += 8;
                SkipBlanks();
                var name = PeekRawWord();
                _at += name.Length;
                SkipBlanks();
                if (TryTake("("))
                {
                    SkipBlanks();
                    if (!TryTake(")"))
                        throw Expecting(")");
                }
                return ParseFunction(start, name);
            case "then" or "else" or "elif" or "fi" or "do" or "done" or "esac" or "}":
                throw Unexpected();
            default:
                return null;
        }
    }

    private IfNode ParseIf(int start)
    {
        var condition = ParseList(stopAtNewline: false, "then");
        RequireReserved("then");
        var then = ParseList(stopAtNewline: false, "else", "elif", "fi");
        SkipNewlines();
        int line = Line;
        if (TakeReserved("elif"))
            return new IfNode(start, condition, then, ParseIf(line));
        ShellNode? otherwise = null;
        if (TakeReserved("else"))
            otherwise = ParseList(stopAtNewline: false, "fi");
        RequireReserved("fi");
        return new IfNode(start, condition, then, otherwise);
    }

    private ShellNode ParseDo()
    {
        RequireReserved("do");
        var body = ParseList(stopAtNewline: false, "done");
        RequireReserved("done");
        return body;
    }

    private ShellNode ParseFor(int start)
    {
        SkipBlanks();
        if (TryTake("(("))
        {
            var (first, condition, step) = (ParseArithmeticText(";"), ParseArithmeticText(";"), ParseArithmeticText("))"));
            SkipBlanks();
            if (Peek == ';')
                _at++;
            return new ArithmeticForNode(start, first, condition, step, ParseDo());
        }
        var name = PeekRawWord();
        if (!IsName(name))
            throw new ShellSyntaxException("Syntax error: Bad for loop variable", Line, End);
        _at += name.Length;
        SkipNewlines();
        List<Word>? words = null;
        if (TakeReserved("in"))
        {
            words = [];
            for (SkipBlanks(); !End && Peek is not (';' or '\n'); SkipBlanks())
                words.Add(ParseWord() ?? throw Unexpected());
        }
        SkipBlanks();
        if (Peek == ';')
            _at++;
        return new ForNode(start, name, words, ParseDo());
    }

    private CaseNode ParseCase(int start)
    {
        SkipBlanks();
        var subject = ParseWord() ?? throw (End ? new ShellSyntaxException("Syntax error: end of file unexpected (expecting word)", Line, incomplete: true) : Unexpected());
        RequireReserved("in");
        var items = new List<CaseItem>();
        while (true)
        {
            SkipNewlines();
            if (TakeReserved("esac"))
                return new CaseNode(start, subject, items);
            TryTake("(");
            var patterns = new List<Word>();
            do
            {
                SkipBlanks();
                patterns.Add(ParseWord() ?? throw Unexpected());
                SkipBlanks();
            }
            while (TryTake("|"));
            if (!TryTake(")"))
                throw Expecting(")");
            SkipNewlines();
            ShellNode? body = PeekReserved("esac") || (Peek == ';' && PeekAt(1) is ';' or '&') ? null : ParseList(stopAtNewline: false, "esac");
            SkipNewlines();
            bool falls = TryTake(";&");
            if (!falls && !TryTake(";;") && !PeekReserved("esac"))
                throw Expecting(";;");
            items.Add(new CaseItem(patterns, body, falls));
        }
    }

    private ConditionNode ParseCondition(int start)
    {
        var words = new List<Word>();
        while (true)
        {
            SkipNewlines();
            if (PeekReserved("]]"))
            {
                _at += 2;
                return new ConditionNode(start, words);
            }
            if (End)
                throw Unexpected();
            bool isPattern = words is [.., { PlainText: "=~" }];
            if (!isPattern && (TryTake("&&") ? "&&" : TryTake("||") ? "||" : TryTake("(") ? "(" : TryTake(")") ? ")" : TryTake("<") ? "<" : TryTake(">") ? ">" : null) is { } op)
                words.Add(Literal(op));
            else
                words.Add((isPattern ? ParseRegexWord() : ParseWord()) ?? throw Unexpected());
        }
    }

    private FunctionNode ParseFunction(int start, string name)
    {
        SkipNewlines();
        if (End)
            throw Unexpected();
        return new FunctionNode(start, name, ParseCommand());
    }

    private ShellNode ParseSimple()
    {
        int start = Line;
        var assignments = new List<Assignment>();
        var words = new List<Word>();
        var redirections = new List<Redirection>();
        while (true)
        {
            SkipBlanks();
            if (TryParseRedirection() is { } redirection)
            {
                redirections.Add(redirection);
                continue;
            }
            if (words.Count == 0 && TryParseAssignment() is { } assignment)
            {
                assignments.Add(assignment);
                continue;
            }
            if (ParseWord() is not { } word)
                break;
            words.Add(word);
            if (words.Count == 1 && assignments.Count == 0 && word.PlainText is { } name && IsFunctionName(name))
            {
                int before = _at;
                SkipBlanks();
                if (TryTake("("))
                {
                    SkipBlanks();
                    if (!TryTake(")"))
                        throw Unexpected();
                    return ParseFunction(start, name);
                }
                _at = before;
            }
        }
        if (words.Count == 0 && assignments.Count == 0 && redirections.Count == 0)
            throw Unexpected();
        return new SimpleNode(start, assignments, words, redirections);
    }

    private Redirection? TryParseRedirection()
    {
        int digits = _at;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        int at = digits;
        if (at >= text.Length || (text[at] is not ('<' or '>') && !(at == _at && text[at] == '&' && at + 1 < text.Length && text[at + 1] == '>')))
            return null;
        int? fd = digits > _at && digits - _at < 6 ? int.Parse(text.AsSpan(_at, digits - _at)) : null;
        if (digits > _at && fd is null)
            return null;
        if (text[at] == '<' && at + 1 < text.Length && text[at + 1] == '(')
            return null;
        _at = at;
        var op = "";
        foreach (var candidate in (ReadOnlySpan<string>)["&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">"])
        {
            if (TryTake(candidate))
            {
                op = candidate;
                break;
            }
        }
        SkipBlanks();
        var isHereDocument = op is "<<" or "<<-";
        int wordStart = _at;
        var target = ParseWord() ?? throw Unexpected();
        var redirection = new Redirection(fd, op, target);
        if (isHereDocument)
            _hereDocuments.Add(new PendingHereDocument(redirection, Unquote(target), text.AsSpan(wordStart, _at - wordStart).IndexOfAny("'\"\\") >= 0));
        return redirection;
    }

    private void ReadHereDocuments()
    {
        if (_hereDocuments.Count == 0)
            return;
        PendingHereDocument[] pending = [.. _hereDocuments];
        _hereDocuments.Clear();
        foreach (var document in pending)
        {
            bool stripsTabs = document.Redirection.Operator == "<<-";
            var body = new System.Text.StringBuilder();
            int first = Line;
            while (true)
            {
                if (End)
                    throw new ShellSyntaxException("Syntax error: end of file unexpected", Line, incomplete: true);
                int end = text.IndexOf('\n', _at);
                var content = end < 0 ? text[_at..] : text[_at..end];
                if (stripsTabs)
                    content = content.TrimStart('\t');
                // The last line of a text that may go on may be only a part of its line.
                Advance(end < 0 ? text.Length - _at : end - _at + 1);
                if (content == document.Delimiter)
                    break;
                body.Append(content).Append('\n');
                if (end < 0)
                    throw new ShellSyntaxException("Syntax error: end of file unexpected", Line, incomplete: true);
            }
            document.Redirection.Target = document.Quoted ? new Word([new LiteralPart(body.ToString(), true)]) : new ShellParser(body.ToString(), first).ParseHereDocument();
        }
    }

    private static string Unquote(Word word) => string.Concat(word.Parts.OfType<LiteralPart>().Select(part => part.Text));

    private static Word Literal(string literal) => new([new LiteralPart(literal, false)]);

    private static bool IsFunctionName(string name) => name.Length > 0 && name.AsSpan().IndexOfAny("=$'\"\\") < 0;

    /// <summary>Whether a variable may be called so.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0]))
            return false;
        foreach (var c in name)
        {
            if (c != '_' && !char.IsAsciiLetterOrDigit(c))
                return false;
        }
        return true;
    }

    private sealed record PendingHereDocument(Redirection Redirection, string Delimiter, bool Quoted);
}
