namespace SecureExec.Sidecar.CjsLexer;

/// <summary>
/// Finds the likely named exports of a CommonJS module without parsing it: the token rules documented by cjs-module-lexer,
/// with the answers of Node 26's <c>internalBinding('cjs_lexer')</c>. Strings, comments, templates and regular expressions are
/// skipped; a division is told from a regular expression by what stands before it.
/// </summary>
internal ref struct CjsModuleLexer
{
    private const int None = -1;

    private readonly ReadOnlySpan<char> _source;
    private readonly CjsExportCollector _found = new();
    private readonly Stack<(int TokenBefore, bool IsClass)> _open = new();
    private readonly Stack<int> _templates = new();

    private int _position;
    private int _lastToken = None;
    private bool _nextBlockIsClass;
    private bool _lastSlashWasDivision;
    private (int TokenBefore, bool IsClass) _lastClosed = (None, false);

    private CjsModuleLexer(ReadOnlySpan<char> source) => _source = source;

    /// <summary>Lexes source text; malformed source and ES module syntax answer <see cref="CjsModuleShape.Empty"/>.</summary>
    public static CjsModuleShape Parse(string source)
    {
        var lexer = new CjsModuleLexer(JsLiterals.ToWellFormed(source));
        return lexer.Run() ? lexer._found.ToShape() : CjsModuleShape.Empty;
    }

    private readonly bool IsTopLevel => _open.Count == 0;

    private bool Run()
    {
        if (_source.StartsWith("#!"))
        {
            var end = _source.IndexOfAny('\n', '\r');
            _position = end < 0 ? _source.Length : end;
        }

        while (true)
        {
            _position = SkipSpace(_position);
            if (_position >= _source.Length)
                return IsTopLevel && _templates.Count == 0;
            if (!Token(_source[_position]))
                return false;
        }
    }

    private readonly int SkipSpace(int position)
    {
        var cursor = new JsCursor(_source, position);
        cursor.SkipSpace();
        return cursor.Position;
    }

    /// <summary>Handles one token and moves behind it; false when the source is malformed or an ES module.</summary>
    private bool Token(char c)
    {
        switch (c)
        {
            case '(':
                Open(isClass: false);
                break;
            case '{':
                Open(_nextBlockIsClass);
                _nextBlockIsClass = false;
                break;
            case ')':
                return Close();
            case '}':
                return _templates.TryPeek(out var depth) && depth == _open.Count ? EndOfSubstitution() : Close();
            case '"' or '\'':
                var end = JsLiterals.EndOfString(_source, _position);
                _lastToken = end - 1;
                _position = end;
                return end >= 0;
            case '`':
                _position++;
                return Template();
            case '/':
                return Slash();
            default:
                return !JsCharacters.IsIdentifierStart(c) ? Advance(1) : Word();
        }

        return Advance(1);
    }

    /// <summary>Passes characters of which the last is now the last token.</summary>
    private bool Advance(int count)
    {
        _position += count;
        _lastToken = _position - 1;
        return true;
    }

    private readonly void Open(bool isClass) => _open.Push((_lastToken, isClass));

    private bool Close()
    {
        if (!_open.TryPop(out _lastClosed))
            return false;
        return Advance(1);
    }

    private bool EndOfSubstitution()
    {
        _templates.Pop();
        _position++;
        return Template();
    }

    /// <summary>Passes the rest of a template up to its end or its next substitution.</summary>
    private bool Template()
    {
        for (; _position < _source.Length; _position++)
        {
            switch (_source[_position])
            {
                case '`':
                    return Advance(1);
                case '\\':
                    _position++;
                    break;
                case '$' when _position + 1 < _source.Length && _source[_position + 1] == '{':
                    _templates.Push(_open.Count);
                    return Advance(2);
            }
        }

        return false;
    }

    private bool Slash()
    {
        if (!StartsRegularExpression())
        {
            _lastSlashWasDivision = true;
            return Advance(1);
        }

        _lastSlashWasDivision = false;
        var end = JsLiterals.EndOfRegularExpression(_source, _position);
        return end >= 0 && Advance(end + 1 - _position);
    }

    private readonly bool StartsRegularExpression()
    {
        if (_lastToken == None)
            return true;
        var last = _source[_lastToken];
        var beforeLast = _lastToken > 0 ? _source[_lastToken - 1] : '\0';
        return last switch
        {
            '.' => !char.IsAsciiDigit(beforeLast),
            '+' or '-' => beforeLast != last,
            ')' => IsParenthesisKeyword(_lastClosed.TokenBefore),
            '}' => _lastClosed.IsClass || EndsStatement(_lastClosed.TokenBefore),
            '/' => _lastSlashWasDivision,
            _ => JsCharacters.IsExpressionPunctuator(last) || IsExpressionKeyword(_lastToken),
        };
    }

    /// <summary>Whether a block behind this token is a statement, so that nothing can be divided by what follows it.</summary>
    private readonly bool EndsStatement(int token)
    {
        if (token == None)
            return true;
        return _source[token] switch
        {
            '>' => token > 0 && _source[token - 1] == '=',
            ';' or ')' => true,
            _ => EndsWithKeyword(token, "catch") || EndsWithKeyword(token, "finally") || EndsWithKeyword(token, "else"),
        };
    }

    private readonly bool IsParenthesisKeyword(int token)
        => EndsWithKeyword(token, "while") || EndsWithKeyword(token, "for") || EndsWithKeyword(token, "if");

    private readonly bool IsExpressionKeyword(int token)
    {
        if (_source[token] is < 'a' or > 'z')
            return false;
        ReadOnlySpan<string> keywords =
        [
            "return", "case", "await", "typeof", "throw", "new", "in", "instanceof", "else", "delete", "void", "yield", "do", "debugger",
        ];
        foreach (var keyword in keywords)
        {
            if (EndsWithKeyword(token, keyword))
                return true;
        }

        return false;
    }

    private readonly bool EndsWithKeyword(int token, string keyword)
    {
        var start = token + 1 - keyword.Length;
        return start >= 0 && _source[start..(token + 1)].SequenceEqual(keyword) && IsKeywordStart(start);
    }

    private readonly bool IsKeywordStart(int start) => start == 0 || JsCharacters.IsBeforeKeyword(_source[start - 1]);

    private bool Word()
    {
        var start = _position;
        var end = start + 1;
        while (end < _source.Length && JsCharacters.IsIdentifierPart(_source[end]))
            end++;
        var word = _source[start..end];
        var isKeyword = IsKeywordStart(start);
        if (word.StartsWith("__export") && (isKeyword || _source[start - 1] == '.') && IsTopLevel)
            _found.AtExportStar(_source, start);
        if (isKeyword)
        {
            switch (word)
            {
                case "export" when IsTopLevel:
                    return ExportKeyword(end);
                case "import":
                    return ImportKeyword(end);
                case "exports":
                    _found.AtExports(_source, start);
                    break;
                case "module":
                    _found.AtModule(_source, start);
                    break;
                case "Object":
                    _found.AtObject(_source, start, IsTopLevel);
                    break;
                case "require" or "_interopRequireWildcard" when IsTopLevel:
                    _found.AtRequire(_source, start);
                    break;
                case "class" when end < _source.Length && JsCharacters.IsWhitespace(_source[end]):
                    _nextBlockIsClass = true;
                    break;
            }
        }

        return Advance(word.Length);
    }

    /// <summary>Outside all brackets only an export statement starts so. Any other character behind the word is passed with it.</summary>
    private bool ExportKeyword(int end)
    {
        if (end >= _source.Length)
            return Advance(end - _position);
        return !JsCharacters.IsWhitespace(_source[end]) && !JsCharacters.IsPunctuator(_source[end]) && Advance(end + 1 - _position);
    }

    /// <summary>Tells a dynamic import, which CommonJS has too, from an import statement and <c>import.meta</c>.</summary>
    private bool ImportKeyword(int end)
    {
        var next = SkipSpace(end);
        var c = next < _source.Length ? _source[next] : '\0';
        if (c == '(')
        {
            _lastToken = end - 1;
            _position = next;
            return true;
        }

        if (c == '.')
        {
            var meta = SkipSpace(next + 1);
            var isMeta = _source[Math.Min(meta, _source.Length)..].StartsWith("meta")
                && (meta + 4 >= _source.Length || !JsCharacters.IsIdentifierPart(_source[meta + 4]));
            return !(isMeta && IsTopLevel) && Advance(next + 1 - _position);
        }

        if (!IsTopLevel)
            return Advance(end - _position);
        if (next > end || c is '"' or '\'' or '`' or '{' or '*')
            return false;
        return Advance(Math.Min(end + 1, _source.Length) - _position);
    }
}
