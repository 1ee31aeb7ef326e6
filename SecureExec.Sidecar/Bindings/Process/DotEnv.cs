namespace SecureExec.Sidecar.Bindings;

/// <summary>The grammar of <c>.env</c> files as Node's <c>util.parseEnv</c> reads it (https://nodejs.org/api/environment_variables.html).</summary>
internal static class DotEnv
{
    public static List<KeyValuePair<string, string>> Parse(string content)
    {
        var values = new List<KeyValuePair<string, string>>();
        var text = content.Replace("\r\n", "\n").Replace('\r', '\n');
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0)
                end = text.Length;
            var line = text.AsSpan(at, end - at).TrimStart();
            var equals = line.IndexOf('=');
            if (line.IsEmpty || line[0] == '#' || equals < 0)
            {
                at = end + 1;
                continue;
            }
            var name = line[..equals].Trim();
            if (name.StartsWith("export "))
                name = name[7..].TrimStart();
            var start = at + (end - at - line.Length) + equals + 1;
            var value = Value(text, start, ref end);
            if (!name.IsEmpty)
                values.Add(new(name.ToString(), value));
            at = end + 1;
        }
        return values;
    }

    // A quoted value may span lines; an unquoted one ends at the line's end or at a comment.
    private static string Value(string text, int start, ref int end)
    {
        while (start < end && (text[start] == ' ' || text[start] == '\t'))
            start++;
        if (start < end && text[start] is '"' or '\'' or '`')
        {
            var quote = text[start];
            var close = text.IndexOf(quote, start + 1);
            if (close >= 0)
            {
                end = text.IndexOf('\n', close);
                if (end < 0)
                    end = text.Length;
                var inner = text[(start + 1)..close];
                return quote == '"' ? inner.Replace("\\n", "\n") : inner;
            }
        }
        var raw = text.AsSpan(Math.Min(start, end), Math.Max(0, end - start));
        var comment = raw.IndexOf('#');
        return (comment >= 0 ? raw[..comment] : raw).Trim().ToString();
    }
}
