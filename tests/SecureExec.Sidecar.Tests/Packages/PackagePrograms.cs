using SecureExec.Sidecar.Tests.Differential;

namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>Programs of a folder that use the packages installed there, and how each is compared.</summary>
internal static class PackagePrograms
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    /// <summary>The programs' file names, sorted.</summary>
    internal static IReadOnlyList<string> NamesIn(string folder) =>
        [.. Directory.EnumerateFiles(InstalledPackages.FolderOf(folder), "*.test.*").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The packages that a folder's <c>package.json</c> names, sorted.</summary>
    internal static IReadOnlyList<string> DependenciesOf(string folder) =>
        [.. System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(InstalledPackages.FolderOf(folder), "package.json"))).RootElement
            .GetProperty("dependencies").EnumerateObject().Select(package => package.Name).Order(StringComparer.Ordinal)];

    /// <summary>Runs a program in real Node and in a sandbox at the same time; both must print the same and end alike.</summary>
    internal static async Task CompareAsync(string name, InstalledPackages packages, SandboxOptions options)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var guestCase = new GuestCase(name, name, new Dictionary<string, string> { [name] = Path.Combine(packages.Folder, name) });

        Task<ProgramOutput> node = RealNode.RunAsync(guestCase, deadline.Token, packages.NodeModules, options.Env);
        Task<ProgramOutput> sandbox = Sandbox.RunAsync(guestCase, deadline.Token, options with { NodeModules = packages.NodeModules });
        await Task.WhenAll(node, sandbox);

        ProgramOutput expected = await node;
        Assert.True(expected.Stdout.Length > 0, $"{name} prints nothing in real Node. Standard error: {expected.Stderr}");
        string? difference = OutputDifference.Find(expected, await sandbox);
        Assert.True(difference is null, $"{name}\n{difference}");
    }
}
