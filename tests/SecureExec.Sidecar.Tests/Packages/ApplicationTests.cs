using SecureExec.Sidecar.Tests.Differential;

namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>
/// Servers, clients and tools of npm, unmodified and mounted read-only, do in the sandbox what they do in real Node. Each program of
/// <c>apps/</c> is about the package of its name; a server and what asks it are in one machine.
/// </summary>
public sealed class ApplicationTests(InstalledApplications packages) : IClassFixture<InstalledApplications>
{
    private const string Npm = "npm.test.mjs";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    public static TheoryData<string> Programs() => [.. PackagePrograms.NamesIn(InstalledApplications.Name).Where(name => name != Npm)];

    [Fact]
    public void Programs_AllOfThem_UseAllPackages()
    {
        IReadOnlyList<string> names = PackagePrograms.NamesIn(InstalledApplications.Name);
        string[] texts = [.. names.Select(name => File.ReadAllText(Path.Combine(packages.Folder, name)))];

        Assert.All(PackagePrograms.DependenciesOf(InstalledApplications.Name), package => Assert.Contains(texts, text => text.Contains(package, StringComparison.Ordinal)));
        Assert.All(names, name => Assert.Contains(name.Split(".test.")[0], PackagePrograms.DependenciesOf(InstalledApplications.Name)));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public Task Program_WithItsPackageMounted_PrintsWhatRealNodePrints(string name) => PackagePrograms.CompareAsync(name, packages, new SandboxOptions { Timeout = Timeout });

    [Fact]
    public async Task Npm_WithARegistryOnTheHostsLoopback_InstallsBuildsAndRuns()
    {
        string typescript = Path.Combine(packages.NodeModules, "typescript");
        await using var registry = await RegistryDouble.StartAsync([.. Directory.EnumerateDirectories(Path.Combine(packages.Folder, "registry")), typescript]);
        var options = new SandboxOptions
        {
            Timeout = Timeout,
            Env = new Dictionary<string, string> { ["REGISTRY"] = registry.Address },
            HostPorts = [registry.Port],
        };

        await PackagePrograms.CompareAsync(Npm, packages, options);
    }
}
