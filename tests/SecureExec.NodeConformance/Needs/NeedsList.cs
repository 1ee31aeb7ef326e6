namespace SecureExec.NodeConformance;

/// <summary>Which tests need which capabilities: a generated file, one test a line, followed by what it needs. A test that is not listed needs nothing.</summary>
internal sealed class NeedsList
{
    private readonly Dictionary<string, IReadOnlyList<string>> _needs = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">A line names a capability that there is none of, or none at all.</exception>
    internal NeedsList(IEnumerable<string> lines)
    {
        foreach (string[] words in lines.Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0))
        {
            if (words.Length == 1 || words.Skip(1).Any(word => !Capability.All.Contains(word))) throw new FormatException($"'{string.Join(' ', words)}' must be a test and some of {string.Join(", ", Capability.All)}.");
            _needs[words[0]] = words[1..];
        }
    }

    /// <summary>The list of a file; empty when there is none.</summary>
    /// <exception cref="FormatException">As the constructor.</exception>
    internal static NeedsList Load(string path) => new(File.Exists(path) ? File.ReadLines(path) : []);

    internal IReadOnlyList<string> Of(string file) => _needs.GetValueOrDefault(file, []);

    /// <summary>The file's text after some tests were watched; lines of others stay, tests with nothing to say are left out.</summary>
    internal string Update(string node, IReadOnlyCollection<KeyValuePair<string, IReadOnlyList<string>>> watched)
    {
        HashSet<string> known = [.. watched.Select(entry => entry.Key)];
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> all = _needs.Where(entry => !known.Contains(entry.Key)).Concat(watched.Where(entry => entry.Value.Count > 0));
        return $"# Which of Node's tests use what, found by watching real Node {node} run them. Written by --write-needs; not edited by hand.\n" +
            string.Concat(all.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {string.Join(' ', entry.Value)}\n"));
    }
}
