using SecureExec.Sidecar.Tests.Differential;

namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>
/// Servers, clients and tools of npm, unmodified and mounted read-only, do in the sandbox what they do in real Node. Each program of
/// <c>apps/</c> is about the package of its name; a server and what asks it are in one machine.
/// </summary>
public sealed class ApplicationTests(InstalledApplications packages) : IClassFixture<InstalledApplications>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    public static TheoryData<string> Programs() => [.. PackagePrograms.NamesIn(InstalledApplications.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public Task Program_WithItsPackageMounted_PrintsWhatRealNodePrints(string name) => PackagePrograms.CompareAsync(name, packages, new SandboxOptions { Timeout = Timeout });
}
