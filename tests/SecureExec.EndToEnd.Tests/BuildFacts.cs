using System.Reflection;

namespace SecureExec.EndToEnd.Tests;

/// <summary>Paths that the build wrote into this assembly.</summary>
internal static class BuildFacts
{
    /// <summary>The built AppHost.</summary>
    public static string AppHostPath => Value("AppHostPath");

    /// <summary>The root of the repository.</summary>
    public static string RepositoryRoot => Value("RepositoryRoot");

    private static string Value(string key) => typeof(BuildFacts).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == key).Value!;
}
