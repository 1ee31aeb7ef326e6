using System.Diagnostics;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>The packages of a folder's <c>package-lock.json</c>, installed by npm once; later runs find them there.</summary>
/// <param name="folder">The folder of the programs and their lock file, below the tests' own.</param>
public abstract class InstalledPackages(string folder) : IAsyncLifetime
{
    private const int LongestError = 4000;

    /// <summary>Full path of a folder of programs.</summary>
    internal static string FolderOf(string name) => RepositoryFiles.PathOf("tests/SecureExec.Sidecar.Tests/" + name);

    /// <summary>Full path of the folder.</summary>
    internal string Folder { get; } = FolderOf(folder);

    /// <summary>What is mounted.</summary>
    internal string NodeModules => Path.Combine(Folder, "node_modules");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        // npm writes this file last.
        var installed = new FileInfo(Path.Combine(NodeModules, ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        var start = new ProcessStartInfo("npm") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]) start.ArgumentList.Add(argument);
        using Process npm = Process.Start(start)!;
        Task<string> output = npm.StandardOutput.ReadToEndAsync();
        string error = await npm.StandardError.ReadToEndAsync();
        await output;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci in {Folder} ended with {npm.ExitCode}: {error[..Math.Min(error.Length, LongestError)]}");
        File.SetLastWriteTimeUtc(installed.FullName, DateTime.UtcNow);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
