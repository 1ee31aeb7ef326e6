using System.Text;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>Patterns of the shell (<c>fnmatch(3)</c>): <c>*</c>, <c>?</c>, <c>[...]</c>; a backslash makes the next character an ordinary one.</summary>
internal static class ShellPattern
{
    /// <summary>Text as a pattern that only it matches.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("*?[]\\") < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '*' or '?' or '[' or ']' or '\\')
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>The pattern without its backslashes.</summary>
    public static string Unescape(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                i++;
            text.Append(pattern[i]);
        }
        return text.ToString();
    }

    /// <summary>Whether there is anything but ordinary characters.</summary>
    public static bool HasMagic(ReadOnlySpan<char> pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?' || (pattern[i] == '[' && pattern[(i + 1)..].Contains(']')))
                return true;
            if (pattern[i] == '\\')
                i++;
        }
        return false;
    }

    /// <summary>Whether the whole text matches. Time is at most the product of both lengths.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            LongWork.Step();
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
                continue;
            }
            int next = p;
            if (p < pattern.Length && MatchesOne(pattern, ref next, text[t]))
            {
                (p, t) = (next, t + 1);
                continue;
            }
            if (star < 0)
                return false;
            (p, t) = (star + 1, ++mark);
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[' when TryBracket(pattern, ref p, c) is { } inSet:
                return inSet;
            case '\\' when p + 1 < pattern.Length:
                p += 2;
                return pattern[p - 1] == c;
            default:
                return pattern[p++] == c;
        }
    }

    // Null: no bracket expression, the character stands for itself.
    private static bool? TryBracket(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        int at = p + 1;
        bool negated = at < pattern.Length && pattern[at] is '!' or '^';
        if (negated)
            at++;
        bool found = false;
        for (bool first = true; at < pattern.Length; first = false)
        {
            if (pattern[at] == ']' && !first)
            {
                p = at + 1;
                return found != negated;
            }
            if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':' && pattern[(at + 2)..].IndexOf(":]") is >= 0 and var length)
            {
                found |= IsOfClass(pattern.Slice(at + 2, length), c);
                at += length + 4;
                continue;
            }
            var low = Take(pattern, ref at);
            var high = low;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                high = Take(pattern, ref at);
            }
            found |= c >= low && c <= high;
        }
        return null;
    }

    private static char Take(ReadOnlySpan<char> pattern, ref int at)
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length)
            at++;
        return pattern[at++];
    }

    private static bool IsOfClass(ReadOnlySpan<char> name, char c) => name switch
    {
        "alpha" => char.IsLetter(c),
        "digit" => char.IsAsciiDigit(c),
        "alnum" => char.IsLetterOrDigit(c),
        "upper" => char.IsUpper(c),
        "lower" => char.IsLower(c),
        "space" => char.IsWhiteSpace(c),
        "blank" => c is ' ' or '\t',
        "punct" => c > ' ' && c < 127 && !char.IsAsciiLetterOrDigit(c),
        "xdigit" => char.IsAsciiHexDigit(c),
        "cntrl" => char.IsControl(c),
        "print" => !char.IsControl(c),
        "graph" => !char.IsControl(c) && c != ' ',
        _ => false,
    };
}
