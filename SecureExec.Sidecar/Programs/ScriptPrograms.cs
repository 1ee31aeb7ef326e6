using System.Text;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Programs;

/// <summary>The commands that are written in JavaScript: scripts that the build made of the library just-bash, run as <c>node</c> runs one, in isolates of their own.</summary>
internal static class ScriptPrograms
{
    private const string Prefix = "commands/";

    /// <summary>Their names in <see cref="BaseSystem.ProgramDirectory"/>.</summary>
    public static IReadOnlySet<string> Names { get; } = typeof(ScriptPrograms).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the file at a canonical path is one.</summary>
    public static bool Has(string path) => NameOf(path) is not null;

    /// <summary>The source of the command at a canonical path; null for none.</summary>
    public static string? Find(string path)
    {
        if (NameOf(path) is not { } name)
            return null;
        using var stream = typeof(ScriptPrograms).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string? NameOf(string path)
    {
        const string folder = BaseSystem.ProgramDirectory + "/";
        return path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length..] is var name && Names.Contains(name) ? name : null;
    }
}
