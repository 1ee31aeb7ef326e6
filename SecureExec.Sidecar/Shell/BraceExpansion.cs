namespace SecureExec.Sidecar.Shell;

/// <summary>Braces of bash: <c>a{b,c}d</c> and <c>{1..9}</c>. Only unquoted ones that hold a comma or a range count.</summary>
internal static class BraceExpansion
{
    /// <summary>The words that a word stands for: itself when it has no braces.</summary>
    /// <param name="word">The word.</param>
    /// <param name="require">Told of their size; throws when they are too many.</param>
    public static IEnumerable<Word> Expand(Word word, Action<long> require)
    {
        if (!word.Parts.Any(part => part is LiteralPart { Quoted: false } literal && literal.Text.Contains('{', StringComparison.Ordinal)))
            return [word];
        long size = 0;
        var result = new List<Word>();
        Expand(word, result, require, ref size);
        return result;
    }

    private static void Expand(Word word, List<Word> result, Action<long> require, ref long size)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Split(word) is not { } split)
        {
            require(size += 64);
            result.Add(word);
            return;
        }
        foreach (var alternative in split.Alternatives)
            Expand(new Word([.. split.Before, .. alternative, .. split.After]), result, require, ref size);
    }

    private static (List<WordPart> Before, List<List<WordPart>> Alternatives, List<WordPart> After)? Split(Word word)
    {
        List<WordPart> items = [.. word.Parts.SelectMany(Characters)];
        for (int open = 0; open < items.Count; open++)
        {
            if (!Is(items[open], '{') || (open > 0 && Is(items[open - 1], '$')))
                continue;
            int depth = 0;
            var commas = new List<int>();
            for (int i = open; i < items.Count; i++)
            {
                if (Is(items[i], '{'))
                    depth++;
                else if (Is(items[i], ',') && depth == 1)
                    commas.Add(i);
                else if (Is(items[i], '}') && --depth == 0)
                {
                    var inner = items[(open + 1)..i];
                    List<List<WordPart>>? alternatives = null;
                    if (commas.Count > 0)
                    {
                        alternatives = [];
                        int start = open + 1;
                        foreach (int comma in commas.Append(i))
                        {
                            alternatives.Add(items[start..comma]);
                            start = comma + 1;
                        }
                    }
                    else if (inner.TrueForAll(part => part is LiteralPart { Quoted: false }))
                        alternatives = Range(string.Concat(inner.Cast<LiteralPart>().Select(part => part.Text)));
                    if (alternatives is not null)
                        return (items[..open], alternatives, items[(i + 1)..]);
                    break;
                }
            }
        }
        return null;
    }

    private static List<List<WordPart>>? Range(string text)
    {
        const int most = 1 << 20;
        var parts = text.Split("..");
        if (parts.Length is not (2 or 3))
            return null;
        bool letters = parts[0] is [var a] && parts[1] is [var b] && char.IsAsciiLetter(a) && char.IsAsciiLetter(b);
        long from = 0, to = 0, step = 1;
        if (letters)
            (from, to) = (parts[0][0], parts[1][0]);
        else if (!long.TryParse(parts[0], out from) || !long.TryParse(parts[1], out to))
            return null;
        if (parts.Length == 3 && (!long.TryParse(parts[2], out step) || step == 0))
            return null;
        step = Math.Abs(step);
        if (Math.Abs((decimal)to - from) / step > most)
            return null;
        var result = new List<List<WordPart>>();
        for (long value = from; from <= to ? value <= to : value >= to; value += from <= to ? step : -step)
            result.Add([new LiteralPart(letters ? ((char)value).ToString() : value.ToString(), false)]);
        return result;
    }

    private static IEnumerable<WordPart> Characters(WordPart part) =>
        part is LiteralPart { Quoted: false } literal ? literal.Text.Select(c => new LiteralPart(c.ToString(), false)) : [part];

    private static bool Is(WordPart part, char c) => part is LiteralPart { Quoted: false, Text: [var only] } && only == c;
}
