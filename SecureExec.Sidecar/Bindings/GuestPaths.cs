using SecureExec.Kernel;
using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Bindings;

/// <summary>POSIX path arithmetic on guest paths, as <c>node:path</c> and <c>fileURLToPath</c> do it; nothing here looks at a file system but for the working directory.</summary>
internal static class GuestPaths
{
    /// <summary><c>path.resolve(from, to)</c>.</summary>
    public static string Resolve(ProcessSyscalls sys, string from, string to)
    {
        var path = to.StartsWith('/') ? to : from.StartsWith('/') ? $"{from}/{to}" : null;
        return Normalize(path ?? $"{(sys.Getcwd().IsError(out var cwd, out _) ? "/" : cwd)}/{from}/{to}");
    }

    /// <summary>An absolute path without <c>.</c>, <c>..</c>, doubled and trailing slashes.</summary>
    public static string Normalize(string path)
    {
        var kept = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (kept.Count > 0)
                    kept.RemoveAt(kept.Count - 1);
            }
            else if (part != ".")
            {
                kept.Add(part);
            }
        }
        return "/" + string.Join('/', kept);
    }

    /// <summary><c>std::filesystem::absolute</c>: the working directory put before a relative path, nothing resolved.</summary>
    public static string Absolute(ProcessSyscalls sys, string path) =>
        path.StartsWith('/') ? path : FsTree.Join(sys.Getcwd().IsError(out var cwd, out _) ? "/" : cwd, path);

    /// <summary>The canonical path as far as the path exists, the rest resolved as text.</summary>
    public static string WeaklyCanonical(ProcessSyscalls sys, string path)
    {
        for (var (prefix, rest) = (path, ""); ; (prefix, rest) = (Parent(prefix), FsTree.Join(prefix[(prefix.TrimEnd('/').LastIndexOf('/') + 1)..], rest)))
        {
            if (!sys.RealPath(prefix).IsError(out var canonical, out _))
                return rest.Length == 0 ? canonical : Normalize($"{canonical}/{rest}");
            if (Parent(prefix) == prefix)
                return Normalize(path);
        }
    }

    /// <summary>Whether a path begins with the parts of another, both made absolute.</summary>
    public static bool IsInside(ProcessSyscalls sys, string outer, string inner)
    {
        var (above, below) = (Parts(outer), Parts(inner));
        return above.Length <= below.Length && below.AsSpan(0, above.Length).SequenceEqual(above);

        string[] Parts(string path) => Absolute(sys, path).Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What <c>std::filesystem::path::parent_path</c> gives: "/a/b" for "/a/b/", "" for "a".</summary>
    public static string Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash switch { < 0 => "", 0 => "/", _ => path[..slash].TrimEnd('/') is { Length: > 0 } parent ? parent : "/" };
    }


    /// <summary>The path of a file URL; null when the text is none that has one.</summary>
    public static string? FromFileUrl(string url) => UrlParser.Parse(url, null) is { SchemeType: UrlSchemeType.File, OpaquePath: null } parsed ? FromSegments(parsed.Path) : null;

    /// <summary>The path that the segments of a file URL name.</summary>
    public static string FromSegments(IEnumerable<string> segments) => "/" + string.Join('/', segments.Select(Uri.UnescapeDataString));
}
