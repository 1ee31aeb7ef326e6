namespace SecureExec.Core.Tests.Architecture;

/// <summary>Who may reference whom.</summary>
public sealed class ProjectReferenceTests
{
    private const string Core = "SecureExec.Core";
    private const string Defaults = "SecureExec.ServiceDefaults";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Core] = [],
        [Defaults] = [Core],
        ["SecureExec.Sidecar"] = [Core, Defaults],
        ["SecureExec.Gateway"] = [Core, Defaults],
        ["SecureExec.Dashboard"] = [Core, Defaults],
        ["SecureExec.AppHost"] = ["SecureExec.Sidecar", "SecureExec.Gateway", "SecureExec.Dashboard"],
    };

    public static TheoryData<string> ProductProjects() => [.. ProjectFile.All.Where(project => !project.IsTest).Select(project => project.Name)];

    [Fact]
    public void TopLevel_ProductProjects_AreTheSixOfTheDesign() =>
        Assert.Equal(Allowed.Keys.Order(), ProjectFile.All.Where(project => !project.IsTest).Select(project => project.Name).Order());

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void ProjectReferences_OfAProductProject_AreAllowed(string name)
    {
        ProjectFile project = ProjectFile.All.Single(candidate => candidate.Name == name);

        Assert.Empty(project.Projects.Except(Allowed[name]));
    }

    [Fact]
    public void PackageReferences_ToClearScript_AreTheSidecarsAlone()
    {
        IEnumerable<string> users = ProjectFile.All.Where(project => project.Packages.Any(package => package.StartsWith("Microsoft.ClearScript", StringComparison.Ordinal))).Select(project => project.Name);

        Assert.Equal(["SecureExec.Sidecar"], users);
    }

    [Theory]
    [InlineData("SecureExec.Gateway")]
    [InlineData("SecureExec.Dashboard")]
    [InlineData(Core)]
    public void References_Transitively_NeverReachV8(string name) =>
        Assert.DoesNotContain("SecureExec.Sidecar", Closure(name));

    [Fact]
    public void PackageReferences_OfCore_AreTheValidatorOfHostFunctionsOnly() =>
        Assert.Equal(["JsonSchema.Net"], ProjectFile.All.Single(project => project.Name == Core).Packages);

    private static HashSet<string> Closure(string name)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>([name]);
        while (open.TryDequeue(out string? next))
        {
            if (!reached.Add(next)) continue;
            foreach (string reference in ProjectFile.All.Single(project => project.Name == next).Projects) open.Enqueue(reference);
        }
        return reached;
    }
}
