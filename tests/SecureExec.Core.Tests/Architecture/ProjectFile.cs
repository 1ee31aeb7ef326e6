using System.Xml.Linq;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Architecture;

/// <summary>What a project file says about its references.</summary>
internal sealed record ProjectFile(string Path, string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    /// <summary>Every project of the repository.</summary>
    internal static IReadOnlyList<ProjectFile> All { get; } = [.. RepositoryFiles.All.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(Load)];

    internal bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    private static ProjectFile Load(string path)
    {
        XElement project = XElement.Parse(RepositoryFiles.Read(path));
        return new ProjectFile(path, NameOf(path), [.. Includes(project, "ProjectReference").Select(NameOf)], [.. Includes(project, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XElement project, string element) =>
        project.Descendants().Where(item => item.Name.LocalName == element).Select(item => (string?)item.Attribute("Include")).OfType<string>();

    private static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
