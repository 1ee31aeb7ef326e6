using SecureExec.Sidecar.Tests.Differential;

namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>
/// Well-known npm packages, unmodified and mounted read-only, do in the sandbox what they do in real Node. Each program of
/// <c>npm/</c> exercises the package of its name.
/// </summary>
public sealed class PackageTests(InstalledLibraries packages) : IClassFixture<InstalledLibraries>
{
    public static TheoryData<string> Programs() => [.. PackagePrograms.NamesIn(InstalledLibraries.Name)];

    [Fact]
    public void Programs_AllOfThem_AreOnePerPackage() =>
        Assert.Equal(PackagePrograms.DependenciesOf(InstalledLibraries.Name), PackagePrograms.NamesIn(InstalledLibraries.Name).Select(file => file.Split(".test.")[0]));

    [Theory]
    [MemberData(nameof(Programs))]
    public Task Program_WithItsPackageMounted_PrintsWhatRealNodePrints(string name) => PackagePrograms.CompareAsync(name, packages, new SandboxOptions());
}
