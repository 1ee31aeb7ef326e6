using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Shell;

/// <summary>Makes pathnames of a pattern.</summary>
/// <param name="sys">The system calls that read directories.</param>
/// <param name="require">Told of the characters of all names; throws when they are too many.</param>
internal sealed class PathExpansion(ProcessSyscalls sys, Action<long> require)
{
    /// <summary>The names that are there, sorted; none when nothing matches.</summary>
    public List<string> Expand(string pattern)
    {
        var found = new List<string>();
        long size = 0;
        Walk(pattern.StartsWith('/') ? "/" : "", pattern.TrimStart('/'), found, ref size);
        found.Sort(string.CompareOrdinal);
        return found;
    }

    private void Walk(string prefix, string pattern, List<string> found, ref long size)
    {
        int slash = pattern.IndexOf('/', StringComparison.Ordinal);
        var (head, rest) = slash < 0 ? (pattern, "") : (pattern[..slash], pattern[slash..].TrimStart('/'));
        bool more = slash >= 0;
        if (head.Length > 0 && !ShellPattern.HasMagic(head))
        {
            var path = prefix + ShellPattern.Unescape(head);
            if (more && rest.Length > 0)
                Walk(path + "/", rest, found, ref size);
            else if (sys.Stat(path, followSymlinks: more).Ok)
                Add(more ? path + "/" : path, found, ref size);
            return;
        }
        if (sys.ReadDir(prefix.Length == 0 ? "." : prefix).IsError(out var entries, out _))
            return;
        var names = entries.Select(entry => entry.Name);
        foreach (var name in head.StartsWith('.') ? names.Concat([".", ".."]) : names)
        {
            if ((name.StartsWith('.') && !head.StartsWith('.')) || !ShellPattern.Matches(head, name))
                continue;
            var path = prefix + name;
            if (!more)
                Add(path, found, ref size);
            else if (sys.Stat(path, followSymlinks: true) is { Ok: true, Value.IsDirectory: true })
            {
                if (rest.Length == 0)
                    Add(path + "/", found, ref size);
                else
                    Walk(path + "/", rest, found, ref size);
            }
        }
    }

    private void Add(string path, List<string> found, ref long size)
    {
        require(size += 32 + path.Length);
        found.Add(path);
    }
}
