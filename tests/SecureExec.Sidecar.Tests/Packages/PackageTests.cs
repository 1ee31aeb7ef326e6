using SecureExec.Sidecar.Tests.Differential;

namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>
/// Well-known npm packages, unmodified and mounted read-only, do in the sandbox what they do in real Node. Each program of
/// <c>npm/</c> exercises the package of its name.
/// </summary>
public sealed class PackageTests : IClassFixture<InstalledPackages>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static IReadOnlyList<string> Files { get; } = [.. Directory.EnumerateFiles(InstalledPackages.Folder, "*.test.*").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Programs() => [.. Files];

    [Fact]
    public void Programs_AllOfThem_AreOnePerPackage()
    {
        IEnumerable<string> packages = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(InstalledPackages.Folder, "package.json")))
            .RootElement.GetProperty("dependencies").EnumerateObject().Select(package => package.Name);

        Assert.Equal(packages.Order(StringComparer.Ordinal), Files.Select(file => file.Split(".test.")[0]));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_WithItsPackageMounted_PrintsWhatRealNodePrints(string name)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var guestCase = new GuestCase(name, name, new Dictionary<string, string> { [name] = Path.Combine(InstalledPackages.Folder, name) });

        Task<ProgramOutput> node = RealNode.RunAsync(guestCase, deadline.Token, nodeModules: InstalledPackages.NodeModules);
        Task<ProgramOutput> sandbox = Sandbox.RunAsync(guestCase, deadline.Token, nodeModules: InstalledPackages.NodeModules);
        await Task.WhenAll(node, sandbox);

        ProgramOutput expected = await node;
        Assert.True(expected.Stdout.Length > 0, $"{name} prints nothing in real Node. Standard error: {expected.Stderr}");
        string? difference = OutputDifference.Find(expected, await sandbox);
        Assert.True(difference is null, $"{name}\n{difference}");
    }
}
