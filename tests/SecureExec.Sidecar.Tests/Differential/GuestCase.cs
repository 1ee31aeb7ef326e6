using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>A program of <c>guest/</c> that must do the same in the sandbox and in real Node.</summary>
/// <param name="Name">Path below <c>guest/</c>: a file <c>x.test.js</c>, or a folder <c>x.case</c>.</param>
/// <param name="Entry">Program, relative to the working directory.</param>
/// <param name="Files">Host file by path relative to the working directory.</param>
internal sealed record GuestCase(string Name, string Entry, IReadOnlyDictionary<string, string> Files)
{
    private const string FolderSuffix = ".case";

    /// <summary>A case's package folder is committed under this name, because repositories ignore the real one.</summary>
    private const string CommittedModules = "_node_modules";

    private static readonly string[] Extensions = [".js", ".cjs", ".mjs", ".ts", ".mts", ".cts"];

    private static string Folder { get; } = RepositoryFiles.PathOf("tests/SecureExec.Sidecar.Tests/guest");

    /// <summary>The names of all cases, sorted.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. FindNames().Order(StringComparer.Ordinal)];

    /// <summary>Reads one case.</summary>
    internal static GuestCase Load(string name)
    {
        string path = Path.Combine(Folder, name);
        if (!name.EndsWith(FolderSuffix, StringComparison.Ordinal))
        {
            string file = Path.GetFileName(name);
            return new GuestCase(name, file, new Dictionary<string, string> { [file] = path });
        }
        Dictionary<string, string> files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(path, file).Replace(CommittedModules, "node_modules", StringComparison.Ordinal), StringComparer.Ordinal);
        string entry = Extensions.Select(extension => "main" + extension).SingleOrDefault(files.ContainsKey)
            ?? throw new InvalidOperationException($"{name} needs exactly one main.js, .cjs, .mjs, .ts, .mts or .cts.");
        return new GuestCase(name, entry, files);
    }

    private static IEnumerable<string> FindNames()
    {
        IEnumerable<string> folders = Directory.EnumerateDirectories(Folder, "*" + FolderSuffix, SearchOption.AllDirectories);
        IEnumerable<string> files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Any(extension => file.EndsWith(".test" + extension, StringComparison.Ordinal)) && !file.Contains(FolderSuffix + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return folders.Concat(files).Select(path => Path.GetRelativePath(Folder, path));
    }
}
