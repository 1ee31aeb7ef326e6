using System.Runtime.CompilerServices;
using System.Text;

namespace SecureExec.Sidecar.Shell;

/// <summary>Words: quoting and expansions.</summary>
internal sealed partial class ShellParser
{
    private const string SpecialParameters = "@*#?-$!";

    /// <summary>The whole text as the body of a here-document whose delimiter was not quoted.</summary>
    private Word ParseHereDocument()
    {
        var parts = new WordBuilder(quoted: true);
        while (!End)
            ParseQuotedCharacter(parts, escapes: "$`\\\n");
        return parts.ToWord();
    }

    // The next word; null when there is none.
    private Word? ParseWord() => ParseUnquoted(c => MetaCharacters.Contains(c, StringComparison.Ordinal));

    private Word? ParseRegexWord()
    {
        int depth = 0;
        return ParseUnquoted(c =>
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            return depth < 0 || c is ' ' or '\t' or '\n';
        });
    }

    private Word? ParseUnquoted(Func<char, bool> ends)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var parts = new WordBuilder(quoted: false);
        int start = _at;
        while (!End)
        {
            var c = Peek;
            if (c == '\\')
            {
                if (PeekAt(1) == '\n')
                {
                    Advance(2);
                    continue;
                }
                _at++;
                if (End)
                    parts.Literal('\\', quoted: true);
                else
                    parts.Literal(text[_at++], quoted: true);
            }
            else if (c == '\'')
                ParseSingleQuoted(parts);
            else if (c == '"')
                ParseDoubleQuoted(parts);
            else if (c == '$' && PeekAt(1) == '\'')
                ParseAnsiQuoted(parts);
            else if (c == '$' && PeekAt(1) == '"')
                _at++;
            else if (c == '$')
                ParseDollar(parts, quoted: false);
            else if (c == '`')
                ParseBackquoted(parts, quoted: false);
            else if (ends(c))
                break;
            else
            {
                parts.Literal(c, quoted: false);
                Advance(1);
            }
        }
        return _at == start ? null : parts.ToWord();
    }

    private void ParseSingleQuoted(WordBuilder parts)
    {
        int end = text.IndexOf('\'', _at + 1);
        if (end < 0)
            throw new ShellSyntaxException("Syntax error: Unterminated quoted string", Line, incomplete: true);
        parts.Add(new LiteralPart(text[(_at + 1)..end], true));
        Advance(end + 1 - _at);
    }

    private void ParseDoubleQuoted(WordBuilder parts)
    {
        _at++;
        parts.Add(new LiteralPart("", true));
        while (true)
        {
            if (End)
                throw new ShellSyntaxException("Syntax error: Unterminated quoted string", Line, incomplete: true);
            if (Peek == '"')
            {
                _at++;
                return;
            }
            ParseQuotedCharacter(parts, escapes: "$`\"\\\n");
        }
    }

    private void ParseQuotedCharacter(WordBuilder parts, string escapes)
    {
        var c = Peek;
        if (c == '\\' && _at + 1 < text.Length && escapes.Contains(text[_at + 1], StringComparison.Ordinal))
        {
            if (text[_at + 1] != '\n')
                parts.Literal(text[_at + 1], quoted: true);
            Advance(2);
        }
        else if (c == '$')
            ParseDollar(parts, quoted: true);
        else if (c == '`')
            ParseBackquoted(parts, quoted: true);
        else
        {
            parts.Literal(c, quoted: true);
            Advance(1);
        }
    }

    private void ParseAnsiQuoted(WordBuilder parts)
    {
        int end = _at + 2;
        while (end < text.Length && text[end] != '\'')
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
            throw new ShellSyntaxException("Syntax error: Unterminated quoted string", Line, incomplete: true);
        parts.Add(new LiteralPart(ShellText.Unescape(text[(_at + 2)..end], out _, octalNeedsZero: false), true));
        Advance(end + 1 - _at);
    }

    private void ParseDollar(WordBuilder parts, bool quoted)
    {
        var next = PeekAt(1);
        if (next == '(')
        {
            if (PeekAt(2) == '(')
            {
                (int at, int lines) = (_at, Line);
                _at += 3;
                if (TryParseArithmeticText("))") is { } expression)
                {
                    parts.Add(new ArithmeticPart(expression, quoted));
                    return;
                }
                if (End)
                    throw new ShellSyntaxException("Syntax error: Missing '))'", Line, incomplete: true);
                (_at, Line) = (at, lines);
            }
            _at += 2;
            SkipNewlines();
            if (End)
                throw Expecting(")");
            ShellNode? body = Peek == ')' ? null : ParseList(stopAtNewline: false);
            SkipNewlines();
            if (!TryTake(")"))
                throw Expecting(")");
            parts.Add(new CommandPart(body, quoted));
        }
        else if (next == '{')
        {
            _at += 2;
            parts.Add(ParseBraces(quoted));
        }
        else if (char.IsAsciiDigit(next) || (next != '\0' && SpecialParameters.Contains(next, StringComparison.Ordinal)))
        {
            _at += 2;
            parts.Add(new ParameterPart(next.ToString(), "", null, null, quoted));
        }
        else if (next == '_' || char.IsAsciiLetter(next))
        {
            _at++;
            parts.Add(new ParameterPart(TakeName(), "", null, null, quoted));
        }
        else
        {
            parts.Literal('$', quoted);
            _at++;
        }
    }

    private string TakeName()
    {
        int start = _at;
        while (!End && (Peek == '_' || char.IsAsciiLetterOrDigit(Peek)))
            _at++;
        return text[start.._at];
    }

    private string TakeParameter()
    {
        if (char.IsAsciiDigit(Peek))
        {
            int start = _at;
            while (char.IsAsciiDigit(Peek))
                _at++;
            return text[start.._at];
        }
        if (Peek != '\0' && SpecialParameters.Contains(Peek, StringComparison.Ordinal))
            return text[_at++].ToString();
        return TakeName();
    }

    // Behind ${.
    private ParameterPart ParseBraces(bool quoted)
    {
        int start = _at;
        string op = "";
        if (Peek == '#' && PeekAt(1) != '}' && !(PeekAt(1) is ':' or '-' or '=' or '?' or '+' or '%' or '#' && PeekAt(2) != '}'))
        {
            _at++;
            op = "length";
        }
        else if (Peek == '!' && (PeekAt(1) == '_' || char.IsAsciiLetterOrDigit(PeekAt(1))))
        {
            _at++;
            op = "indirect";
        }
        var name = TakeParameter();
        Word? argument = null, second = null;
        if (op.Length == 0 && Peek != '}')
        {
            foreach (var candidate in (ReadOnlySpan<string>)[":-", ":=", ":?", ":+", "-", "=", "?", "+", "##", "#", "%%", "%", "//", "/#", "/%", "/", ":", "^^", "^", ",,", ","])
            {
                if (TryTake(candidate))
                {
                    op = candidate;
                    break;
                }
            }
            if (op.Length == 0)
                throw End ? new ShellSyntaxException("Syntax error: Missing '}'", Line, incomplete: true) : new ShellSyntaxException("Bad substitution", Line);
            bool pattern = op is "#" or "##" or "%" or "%%" or "/" or "//" or "/#" or "/%";
            argument = ParseBraceArgument(quoted && !pattern, op[0] == '/' ? '/' : op == ":" ? ':' : '\0');
            if ((op[0] == '/' && TryTake("/")) || (op == ":" && TryTake(":")))
                second = ParseBraceArgument(quoted, '\0');
        }
        if (End)
            throw new ShellSyntaxException("Syntax error: Missing '}'", Line, incomplete: true);
        if (!TryTake("}") || name.Length == 0)
            throw new ShellSyntaxException("Bad substitution", Line);
        return new ParameterPart(name, op, argument, second, quoted);
    }

    private Word ParseBraceArgument(bool quoted, char separator)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!quoted)
            return ParseUnquoted(c => c == '}' || (separator != '\0' && c == separator)) ?? Word.Empty;
        var parts = new WordBuilder(quoted: true);
        while (!End && Peek != '}' && (separator == '\0' || Peek != separator))
        {
            if (Peek == '"')
                ParseDoubleQuoted(parts);
            else
                ParseQuotedCharacter(parts, escapes: "$`\"\\\n}");
        }
        return parts.ToWord();
    }

    private void ParseBackquoted(WordBuilder parts, bool quoted)
    {
        var inner = new StringBuilder();
        int first = Line;
        _at++;
        while (true)
        {
            if (End)
                throw new ShellSyntaxException("Syntax error: EOF in backquote substitution", Line, incomplete: true);
            var c = Peek;
            if (c == '`')
                break;
            if (c == '\\' && (PeekAt(1) is '`' or '$' or '\\' || (quoted && PeekAt(1) == '"')))
            {
                inner.Append(PeekAt(1));
                Advance(2);
            }
            else
            {
                inner.Append(c);
                Advance(1);
            }
        }
        _at++;
        var parser = new ShellParser(inner.ToString(), first);
        ShellNode? body = null;
        parser.SkipNewlines();
        if (!parser.End)
        {
            body = parser.ParseList(stopAtNewline: false);
            if (!parser.AtEnd)
                throw parser.Unexpected();
            parser.ReadHereDocuments();
        }
        parts.Add(new CommandPart(body, quoted));
    }

    private ArithmeticNode? TryParseArithmetic(int start)
    {
        (int at, int lines) = (_at, Line);
        _at += 2;
        if (TryParseArithmeticText("))") is { } expression)
            return new ArithmeticNode(start, expression);
        (_at, Line) = (at, lines);
        return null;
    }

    private Word ParseArithmeticText(string end) => TryParseArithmeticText(end) ?? throw Unexpected();

    // Up to the end with balanced parentheses; null when there is none: then it was no arithmetic.
    private Word? TryParseArithmeticText(string end)
    {
        var parts = new WordBuilder(quoted: true);
        int depth = 0;
        while (!End)
        {
            if (depth == 0 && TryTake(end))
                return parts.ToWord();
            if (Peek == '(')
                depth++;
            else if (Peek == ')' && --depth < 0)
                return null;
            if (Peek == '"')
                _at++;
            else
                ParseQuotedCharacter(parts, escapes: "$`\"\\\n");
        }
        return null;
    }

    private Assignment? TryParseAssignment()
    {
        int at = _at;
        while (at < text.Length && (text[at] == '_' || char.IsAsciiLetterOrDigit(text[at])))
            at++;
        if (at == _at || char.IsAsciiDigit(text[_at]))
            return null;
        bool appends = at + 1 < text.Length && text[at] == '+' && text[at + 1] == '=';
        if (at >= text.Length || (text[at] != '=' && !appends))
            return null;
        var name = text[_at..at];
        _at = at + (appends ? 2 : 1);
        if (Peek == '(')
            throw new ShellSyntaxException("Syntax error: \"(\" unexpected", Line);
        return new Assignment(name, ParseWord() ?? Word.Empty, appends);
    }
}
