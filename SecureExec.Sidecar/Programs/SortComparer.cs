using System.Globalization;

namespace SecureExec.Sidecar.Programs;

/// <summary>Compares lines as <c>sort</c> does in the C locale.</summary>
internal sealed class SortComparer(NativeOptions options, IReadOnlyList<SortKey> keys) : IComparer<string>
{
    private readonly string _global = string.Concat(options.Given.Where(given => "bdfnrVhg".Contains(given.Letter, StringComparison.Ordinal)).Select(given => given.Letter));
    private readonly string? _separator = options.Value('t');

    public int Compare(string? x, string? y)
    {
        LongWork.Step();
        int order = CompareKeys(x!, y!);
        if (order != 0 || options.Has('s') || options.Has('u'))
            return order;
        int last = string.CompareOrdinal(x, y);
        return options.Has('r') ? -last : last;
    }

    /// <summary>By the keys alone.</summary>
    public int CompareKeys(string x, string y)
    {
        if (keys.Count == 0)
            return Compare(x, y, _global);
        foreach (var key in keys)
        {
            int order = Compare(Part(x, key), Part(y, key), key.Options.Length > 0 ? key.Options : _global);
            if (order != 0)
                return order;
        }
        return 0;
    }

    private static int Compare(string a, string b, string kinds)
    {
        bool Has(char kind) => kinds.Contains(kind, StringComparison.Ordinal);
        if (Has('b'))
            (a, b) = (a.TrimStart(' ', '\t'), b.TrimStart(' ', '\t'));
        if (Has('d'))
            (a, b) = (string.Concat(a.Where(IsPlain)), string.Concat(b.Where(IsPlain)));
        if (Has('f'))
            (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        int order = Has('n') || Has('g') || Has('h') ? Number(a, Has('h')).CompareTo(Number(b, Has('h'))) : Has('V') ? CompareVersions(a, b) : string.CompareOrdinal(a, b);
        return Has('r') ? -order : order;
    }

    private static bool IsPlain(char c) => char.IsLetterOrDigit(c) || c is ' ' or '\t';

    private static double Number(string text, bool human)
    {
        var trimmed = text.AsSpan().TrimStart(" \t");
        int end = trimmed is ['-', ..] ? 1 : 0;
        while (end < trimmed.Length && (char.IsAsciiDigit(trimmed[end]) || trimmed[end] == '.'))
            end++;
        double value = double.TryParse(trimmed[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0;
        int unit = human && end < trimmed.Length ? "KMGTPE".IndexOf(char.ToUpperInvariant(trimmed[end]), StringComparison.Ordinal) : -1;
        return value * Math.Pow(1024, unit + 1);
    }

    private static int CompareVersions(string a, string b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                string first = Digits(a, ref i), second = Digits(b, ref j);
                int order = first.Length != second.Length ? first.Length.CompareTo(second.Length) : string.CompareOrdinal(first, second);
                if (order != 0)
                    return order;
            }
            else if (a[i] != b[j])
                return a[i].CompareTo(b[j]);
            else
                (i, j) = (i + 1, j + 1);
        }
        return (a.Length - i).CompareTo(b.Length - j);
    }

    private static string Digits(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text[start..at].TrimStart('0');
    }

    private string Part(string line, SortKey key)
    {
        var fields = Fields(line);
        int Index(int field, int character, bool isEnd)
        {
            if (field > fields.Count)
                return line.Length;
            var (start, end) = fields[field - 1];
            if (isEnd)
                return character == 0 ? end : Math.Min(start + character, end);
            return Math.Min(start + character - 1, line.Length);
        }
        int from = Index(key.FromField, key.FromChar, isEnd: false), to = key.ToField == int.MaxValue ? line.Length : Index(key.ToField, key.ToChar, isEnd: true);
        return to > from ? line[from..to] : "";
    }

    // Without a separator the blanks before a field belong to it.
    private List<(int Start, int End)> Fields(string line)
    {
        var fields = new List<(int, int)>();
        int at = 0;
        while (at <= line.Length)
        {
            int start = at;
            if (_separator is [var separator, ..])
            {
                int end = line.IndexOf(separator, at);
                fields.Add((start, end < 0 ? line.Length : end));
                if (end < 0)
                    break;
                at = end + 1;
                continue;
            }
            while (at < line.Length && line[at] is ' ' or '\t')
                at++;
            while (at < line.Length && line[at] is not (' ' or '\t'))
                at++;
            fields.Add((start, at));
            if (at >= line.Length)
                break;
        }
        return fields;
    }
}
