using System.Diagnostics;
using System.Security.Cryptography;

namespace SecureExec.Benchmarks;

/// <summary>The npm packages of <c>packages/package-lock.json</c>, installed once into a cache folder.</summary>
internal static class Packages
{
    /// <summary>The folder that holds <c>node_modules</c>; installs it when it is not there.</summary>
    /// <exception cref="InvalidOperationException">npm is not there or failed.</exception>
    internal static async Task<string> FolderAsync(string? root)
    {
        string source = Path.Combine(BenchmarkOptions.Repository, "tests/SecureExec.Benchmarks/packages");
        byte[] pinned = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"));
        string folder = Path.Combine(root ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/secureexec"), "benchmark-packages-" + Convert.ToHexStringLower(SHA256.HashData(pinned))[..16]);
        if (Directory.Exists(folder)) return folder;
        string staging = folder + "." + Environment.ProcessId;
        Directory.CreateDirectory(staging);
        foreach (string file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(staging, Path.GetFileName(file)), overwrite: true);
        await InstallAsync(staging);
        // Renamed when complete, so that an interrupted installation is never taken for one.
        Directory.Move(staging, folder);
        return folder;
    }

    private static async Task InstallAsync(string folder)
    {
        var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" }) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"npm ci ended with exit code {process.ExitCode}: {error}");
    }
}
