namespace SecureExec.Sidecar.CjsLexer;

/// <summary>A position in source text that the export patterns move. A failed attempt leaves it anywhere: they work on copies.</summary>
internal ref struct JsCursor(ReadOnlySpan<char> source, int position)
{
    private readonly ReadOnlySpan<char> _source = source;

    /// <summary>The offset of the next character.</summary>
    public int Position { get; private set; } = position;

    /// <summary>The next character, NUL at the end.</summary>
    public readonly char Current => Position < _source.Length ? _source[Position] : '\0';

    /// <summary>Passes whitespace and comments; an unterminated comment runs to the end.</summary>
    public void SkipSpace()
    {
        while (Position < _source.Length)
        {
            var rest = _source[Position..];
            if (JsCharacters.IsWhitespace(rest[0]))
            {
                Position++;
            }
            else if (rest.StartsWith("//"))
            {
                var end = rest.IndexOfAny('\n', '\r');
                Position = end < 0 ? _source.Length : Position + end;
            }
            else if (rest.StartsWith("/*"))
            {
                var end = rest[2..].IndexOf("*/");
                Position = end < 0 ? _source.Length : Position + end + 4;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Takes exact text right here.</summary>
    public bool TakeExactly(string text)
    {
        if (!_source[Math.Min(Position, _source.Length)..].StartsWith(text, StringComparison.Ordinal))
            return false;
        Position += text.Length;
        return true;
    }

    /// <summary>Takes text behind space and comments.</summary>
    public bool Take(string text)
    {
        SkipSpace();
        return TakeExactly(text);
    }

    /// <summary>Takes texts one after the other, each behind space and comments.</summary>
    public bool TakeAll(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!Take(text))
                return false;
        }

        return true;
    }

    /// <summary>Takes text if it is there.</summary>
    public bool TakeOptional(string text)
    {
        var copy = this;
        if (!copy.Take(text))
            return false;
        this = copy;
        return true;
    }

    /// <summary>Takes an identifier right here.</summary>
    public bool TakeIdentifierExactly(out ReadOnlySpan<char> name)
    {
        var end = Position;
        if (end < _source.Length && JsCharacters.IsIdentifierStart(_source[end]))
        {
            do
                end++;
            while (end < _source.Length && JsCharacters.IsIdentifierPart(_source[end]));
        }

        name = _source[Math.Min(Position, end)..end];
        Position = end;
        return !name.IsEmpty;
    }

    /// <summary>Takes an identifier behind space and comments.</summary>
    public bool TakeIdentifier(out ReadOnlySpan<char> name)
    {
        SkipSpace();
        return TakeIdentifierExactly(out name);
    }

    /// <summary>Takes a given identifier, whole, behind space and comments.</summary>
    public bool TakeIdentifier(ReadOnlySpan<char> expected) => TakeIdentifier(out var name) && name.SequenceEqual(expected);

    /// <summary>Takes a string literal behind space and comments; the text is what stands between the quotes.</summary>
    public bool TakeString(out ReadOnlySpan<char> raw)
    {
        SkipSpace();
        raw = default;
        if (Current is not ('"' or '\''))
            return false;
        var end = JsLiterals.EndOfString(_source, Position);
        if (end < 0)
            return false;
        raw = _source[(Position + 1)..(end - 1)];
        Position = end;
        return true;
    }

    /// <summary>Takes <c>require ( 'x' )</c> with <c>require</c> right here.</summary>
    public bool TakeRequire(out ReadOnlySpan<char> rawSpecifier)
    {
        rawSpecifier = default;
        return TakeExactly("require") && Take("(") && TakeString(out rawSpecifier) && Take(")");
    }

    /// <summary>Takes <c>exports</c> or <c>module . exports</c>, whole.</summary>
    public bool TakeExportsObject()
    {
        if (!TakeIdentifier(out var name))
            return false;
        return name is "exports" || (name is "module" && Take(".") && TakeIdentifier("exports"));
    }
}
