namespace SecureExec.Kernel;

/// <summary>The commands by which programs of the machine call functions of the host: one for each collection.</summary>
internal static class HostCommands
{
    /// <summary>Where they are.</summary>
    public const string Directory = "/usr/bin";

    /// <summary>The collections among names of functions.</summary>
    public static IReadOnlySet<string> Collections(IEnumerable<string> functions) => functions
        .Where(name => name.Contains('/', StringComparison.Ordinal))
        .Select(name => name[..name.IndexOf('/', StringComparison.Ordinal)])
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Path of a collection's command.</summary>
    public static string PathOf(string collection) => $"{Directory}/{collection}";
}
