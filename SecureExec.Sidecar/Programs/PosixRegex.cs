using System.Text;

namespace SecureExec.Sidecar.Programs;

/// <summary>Regular expressions of POSIX, with GNU's additions, as .NET writes them.</summary>
internal static class PosixRegex
{
    /// <summary>Translates one.</summary>
    /// <exception cref="NotSupportedException">It has a back reference.</exception>
    public static string ToDotNet(string pattern, bool extended)
    {
        var text = new StringBuilder();
        bool atStart = true;
        for (int i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            bool starts = atStart;
            atStart = false;
            if (c == '[')
            {
                i = Bracket(pattern, i, text);
                continue;
            }
            bool escaped = c == '\\' && i + 1 < pattern.Length;
            if (escaped)
                c = pattern[++i];
            // In basic expressions these are operators behind a backslash, in extended ones without.
            if (c is '(' or ')' or '{' or '}' or '|' or '+' or '?')
            {
                if (escaped == extended || (c == '{' && starts))
                    text.Append('\\');
                else
                    atStart = c is '(' or '|';
                text.Append(c);
            }
            else if (!escaped)
            {
                if (c == '*' && starts && !extended)
                    text.Append("\\*");
                else if (c == '^' && !extended && !starts)
                    text.Append("\\^");
                else if (c == '$' && !extended && i + 1 < pattern.Length && !(pattern[i + 1] == '\\' && i + 2 < pattern.Length && pattern[i + 2] is ')' or '|'))
                    text.Append("\\$");
                else
                    text.Append(c is '#' or ' ' ? $"\\{c}" : c.ToString());
                atStart = c == '^' && starts;
            }
            else
            {
                text.Append(c switch
                {
                    '<' or '>' => @"\b",
                    'b' or 'B' or 'w' or 'W' or 's' or 'S' => $"\\{c}",
                    >= '1' and <= '9' => throw new NotSupportedException(),
                    'n' or 't' => $"\\{c}",
                    _ => System.Text.RegularExpressions.Regex.Escape(c.ToString()),
                });
            }
        }
        return text.ToString();
    }

    private static int Bracket(string pattern, int start, StringBuilder text)
    {
        int at = start + 1;
        text.Append('[');
        if (at < pattern.Length && pattern[at] == '^')
        {
            text.Append('^');
            at++;
        }
        for (bool first = true; at < pattern.Length; at++, first = false)
        {
            if (pattern[at] == ']' && !first)
            {
                text.Append(']');
                return at;
            }
            if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] is ':' && pattern.IndexOf(":]", at, StringComparison.Ordinal) is > 0 and var end)
            {
                text.Append(pattern[(at + 2)..end] switch
                {
                    "alpha" => "a-zA-Z",
                    "digit" => "0-9",
                    "alnum" => "a-zA-Z0-9",
                    "upper" => "A-Z",
                    "lower" => "a-z",
                    "space" => @"\s",
                    "blank" => @" \t",
                    "punct" => @"!-/:-@\[-`{-~",
                    "xdigit" => "0-9a-fA-F",
                    "cntrl" => @"\x00-\x1f\x7f",
                    "print" => @"\x20-\x7e",
                    "graph" => @"\x21-\x7e",
                    _ => throw new ArgumentException("Invalid character class name"),
                });
                at = end + 1;
                continue;
            }
            if (pattern[at] is '\\' or '[')
                text.Append('\\');
            text.Append(pattern[at]);
        }
        throw new ArgumentException("Unmatched [, [^, [:, [., or [=");
    }
}
