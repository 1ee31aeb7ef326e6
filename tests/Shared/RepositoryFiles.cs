using System.Reflection;

namespace SecureExec.Tests.Shared;

/// <summary>The repository that the running test was built from.</summary>
internal static class RepositoryFiles
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal) { ".git", ".vs", ".idea", ".secureexec", "bin", "obj", "artifacts", "node_modules", "TestResults" };

    /// <summary>Full path of the repository, without a slash at the end.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Full path of a file or folder given relative to <see cref="Root"/>.</summary>
    internal static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>A file's text; <paramref name="relative"/> is relative to <see cref="Root"/>.</summary>
    internal static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>All committed kinds of files, relative to <see cref="Root"/> with forward slashes, sorted; what is built or restored is left out.</summary>
    internal static IReadOnlyList<string> All { get; } = [.. Walk(Root).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Walk(string directory)
    {
        foreach (string file in Directory.EnumerateFiles(directory)) yield return file;
        foreach (string folder in Directory.EnumerateDirectories(directory))
        {
            if (NotOurs.Contains(Path.GetFileName(folder))) continue;
            foreach (string file in Walk(folder)) yield return file;
        }
    }

    private static string FindRoot()
    {
        string? root = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == "RepositoryRoot")?.Value;
        if (root is null || !File.Exists(Path.Combine(root, "SecureExec.sln"))) throw new InvalidOperationException($"The repository is not where this test was built from: {root}");
        return Path.TrimEndingDirectorySeparator(root);
    }
}
