namespace SecureExec.Permissions;

/// <summary>
/// One compiled glob. <c>*</c> stands for any characters but <c>/</c>, <c>**</c> for any characters, <c>?</c> for one that is not
/// <c>/</c>. A lone <c>*</c> or <c>**</c> matches all; <c>/x/**</c> matches <c>/x</c> too. Case matters.
/// </summary>
internal readonly struct GlobPattern
{
    private readonly Kind _kind;
    private readonly string _text;

    /// <summary>Compiles a pattern.</summary>
    public GlobPattern(string pattern)
    {
        if (pattern is "*" or "**" or "/**")
        {
            _kind = Kind.Any;
            _text = pattern;
        }
        else if (!pattern.AsSpan().ContainsAny('*', '?'))
        {
            _kind = Kind.Exact;
            _text = pattern;
        }
        else if (pattern.EndsWith("/**", StringComparison.Ordinal) && !pattern.AsSpan(0, pattern.Length - 3).ContainsAny('*', '?'))
        {
            _kind = Kind.Subtree;
            _text = pattern[..^3];
        }
        else
        {
            _kind = Kind.Glob;
            _text = pattern;
        }
    }

    private enum Kind
    {
        Exact,
        Any,
        Subtree,
        Glob,
    }

    /// <summary>True for a pattern that matches everything.</summary>
    public bool MatchesAll => _kind == Kind.Any;

    /// <summary>Tests a resource name.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => _kind switch
    {
        Kind.Exact => text.SequenceEqual(_text),
        Kind.Any => true,
        Kind.Subtree => text.StartsWith(_text) && (text.Length == _text.Length || text[_text.Length] == '/'),
        _ => Match(_text, text) || (_text.EndsWith("/**", StringComparison.Ordinal) && Match(_text.AsSpan(0, _text.Length - 3), text)),
    };

    // Greedy with two places to come back to: the last '*' (while no '/' is crossed) and the last '**'. Going back further
    // cannot help: what an earlier star could give up, the later one can take.
    private static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0;
        int t = 0;
        int star = -1;
        int starText = 0;
        int deep = -1;
        int deepText = 0;
        while (t < text.Length || p < pattern.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                if (p + 1 < pattern.Length && pattern[p + 1] == '*')
                {
                    p += 2;
                    (deep, deepText, star) = (p, t, -1);
                }
                else
                {
                    p++;
                    (star, starText) = (p, t);
                }

                continue;
            }

            if (p < pattern.Length && t < text.Length && (pattern[p] == text[t] || (pattern[p] == '?' && text[t] != '/')))
            {
                p++;
                t++;
                continue;
            }

            if (star >= 0 && starText < text.Length && text[starText] != '/')
            {
                (p, t) = (star, ++starText);
            }
            else if (deep >= 0 && deepText < text.Length)
            {
                (p, t, star) = (deep, ++deepText, -1);
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
