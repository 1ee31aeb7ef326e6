namespace SecureExec.Sidecar.CjsLexer;

/// <summary>
/// The export patterns of the lexer's documented grammar (EXPORTS_MEMBER, EXPORTS_LITERAL, EXPORTS_DEFINE_VALUE,
/// MODULE_EXPORTS_ASSIGN, EXPORT_STAR, EXPORTS_ASSIGN). Each method looks ahead from a token and notes what it finds.
/// </summary>
internal sealed class CjsExportCollector
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _exports = [];
    private readonly List<string> _reexports = [];
    private readonly Dictionary<string, string> _requiredAs = new(StringComparer.Ordinal);

    /// <summary>What was found so far.</summary>
    public CjsModuleShape ToShape() => new(_exports, _reexports);

    /// <summary><c>exports</c>: an assignment to one of its members.</summary>
    public void AtExports(ReadOnlySpan<char> source, int position)
    {
        var cursor = new JsCursor(source, position);
        if (cursor.TakeExactly("exports"))
            Member(cursor);
    }

    /// <summary><c>module</c>: an assignment to <c>module.exports</c> or one of its members.</summary>
    public void AtModule(ReadOnlySpan<char> source, int position)
    {
        var cursor = new JsCursor(source, position);
        if (!cursor.TakeExactly("module") || !cursor.Take(".") || !cursor.Take("exports"))
            return;
        Member(cursor);
        if (!cursor.Take("="))
            return;
        _reexports.Clear();
        cursor.SkipSpace();
        if (cursor.TakeExactly("{"))
            Literal(cursor);
        else if (cursor.TakeRequire(out var specifier))
            AddReexport(specifier);
    }

    /// <summary><c>Object</c>: a property definition on the exports or, outside all brackets, a loop that copies another module's exports.</summary>
    public void AtObject(ReadOnlySpan<char> source, int position, bool topLevel)
    {
        var cursor = new JsCursor(source, position);
        if (!cursor.TakeExactly("Object") || !cursor.Take("."))
            return;
        cursor.SkipSpace();
        var keys = cursor;
        if (cursor.TakeExactly("defineProperty"))
            Define(cursor);
        else if (topLevel && keys.TakeExactly("keys") && CjsStarPattern.TryMatch(keys, out var name) && _requiredAs.TryGetValue(name, out var specifier))
            _reexports.Add(specifier);
    }

    /// <summary><c>__export(require('x'</c> and <c>__exportStar(require('x'</c>.</summary>
    public void AtExportStar(ReadOnlySpan<char> source, int position)
    {
        var cursor = new JsCursor(source, position);
        if (!cursor.TakeExactly("__export"))
            return;
        cursor.TakeExactly("Star");
        if (cursor.TakeExactly("(") && cursor.TakeRequire(out var specifier))
            AddReexport(specifier);
    }

    /// <summary><c>var x = require('x')</c>, seen from <c>require</c> or from <c>_interopRequireWildcard(require</c>.</summary>
    public void AtRequire(ReadOnlySpan<char> source, int position)
    {
        var cursor = new JsCursor(source, position);
        cursor.TakeExactly("_interopRequireWildcard(");
        if (!cursor.TakeRequire(out var raw))
            return;
        var before = source[..position].TrimEnd(' ');
        if (!before.EndsWith("="))
            return;
        before = before[..^1].TrimEnd(' ');
        var start = before.Length;
        while (start > 0 && JsCharacters.IsIdentifierPart(before[start - 1]))
            start--;
        var name = before[start..];
        var declaration = before[..start].TrimEnd(' ');
        if (name.IsEmpty || !JsCharacters.IsIdentifierStart(name[0]) || declaration.Length == start || !EndsWithDeclarator(declaration))
            return;
        if (JsLiterals.Unescape(raw) is { } specifier)
            _requiredAs.TryAdd(name.ToString(), specifier);
    }

    private static bool EndsWithDeclarator(ReadOnlySpan<char> text)
        => EndsWithKeyword(text, "var") || EndsWithKeyword(text, "let") || EndsWithKeyword(text, "const");

    private static bool EndsWithKeyword(ReadOnlySpan<char> text, string keyword)
        => text.EndsWith(keyword) && (text.Length == keyword.Length || JsCharacters.IsBeforeKeyword(text[^(keyword.Length + 1)]));

    /// <summary>Behind the exports object: <c>.name =</c> or <c>['name'] =</c>.</summary>
    private void Member(JsCursor cursor)
    {
        cursor.SkipSpace();
        if (cursor.TakeExactly("."))
        {
            if (cursor.TakeIdentifier(out var name) && cursor.Take("="))
                Add(name.ToString());
        }
        else if (cursor.TakeExactly("[") && cursor.TakeString(out var raw) && cursor.TakeAll("]", "="))
        {
            Add(JsLiterals.Unescape(raw));
        }
    }

    /// <summary>Behind <c>module.exports = {</c>: members up to the first that is not simple.</summary>
    private void Literal(JsCursor cursor)
    {
        do
        {
            cursor.SkipSpace();
            if (cursor.TakeExactly("..."))
            {
                if (!Spread(ref cursor))
                    return;
            }
            else if (cursor.Current is '"' or '\'')
            {
                if (!cursor.TakeString(out var raw))
                    return;
                if (cursor.TakeOptional(":") && !Value(ref cursor, JsLiterals.Unescape(raw)))
                    return;
            }
            else if (!Property(ref cursor))
            {
                return;
            }
        }
        while (cursor.Take(","));
    }

    private bool Spread(ref JsCursor cursor)
    {
        var require = cursor;
        if (require.TakeRequire(out var specifier))
        {
            AddReexport(specifier);
            cursor = require;
            return true;
        }

        return cursor.TakeIdentifierExactly(out _);
    }

    private bool Property(ref JsCursor cursor)
    {
        if (!cursor.TakeIdentifierExactly(out var name))
            return false;
        if (cursor.TakeOptional(":"))
            return Value(ref cursor, name.ToString());
        var getter = cursor;
        if (name is "get" && getter.TakeIdentifier(out _))
        {
            cursor = getter;
            if (getter.Take("("))
                return false;
        }

        Add(name.ToString());
        return true;
    }

    /// <summary>A value that begins with an identifier names an export; one that is only an identifier lets the next member follow.</summary>
    private bool Value(ref JsCursor cursor, string? name)
    {
        cursor.SkipSpace();
        var require = cursor;
        if (require.TakeRequire(out var specifier))
        {
            Add(name);
            AddReexport(specifier);
            return false;
        }

        if (!cursor.TakeIdentifierExactly(out _))
            return false;
        Add(name);
        return cursor.Current == ',';
    }

    /// <summary>Behind <c>Object.defineProperty</c>.</summary>
    private void Define(JsCursor cursor)
    {
        if (!cursor.Take("(") || !cursor.TakeExportsObject() || !cursor.Take(",") || !cursor.TakeString(out var raw) || !cursor.TakeAll(",", "{"))
            return;
        if (cursor.TakeOptional("enumerable") && !cursor.TakeAll(":", "true", ","))
            return;
        if (cursor.TakeOptional("value"))
        {
            if (cursor.Take(":"))
                Add(JsLiterals.Unescape(raw));
            return;
        }

        if (CjsGetterPattern.TakeHead(ref cursor) && cursor.TakeIdentifier(out _) && TakeMember(ref cursor) && CjsGetterPattern.TakeTail(ref cursor))
            Add(JsLiterals.Unescape(raw));
    }

    private static bool TakeMember(ref JsCursor cursor)
    {
        if (cursor.TakeOptional("."))
            return cursor.TakeIdentifier(out _);
        return !cursor.TakeOptional("[") || (cursor.TakeString(out _) && cursor.Take("]"));
    }

    private void Add(string? name)
    {
        if (name is not null && _seen.Add(name))
            _exports.Add(name);
    }

    private void AddReexport(ReadOnlySpan<char> raw)
    {
        if (JsLiterals.Unescape(raw) is { } specifier)
            _reexports.Add(specifier);
    }
}
