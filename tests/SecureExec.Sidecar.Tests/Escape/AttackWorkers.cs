using System.Diagnostics;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>The test build of the worker: on the .NET runtime beside the tests, and of native code where this machine has a linker, compiled when the sources are newer.</summary>
public sealed class AttackWorkers
{
    private const string Name = "SecureExec.AttackWorker";
    private static readonly string[] s_linkers = ["clang", "gcc"];
    private static readonly string[] s_sources = ["SecureExec.Core", "SecureExec.Sidecar", "tests/SecureExec.AttackWorker"];
    private static readonly Lazy<string?> s_native = new(BuildNative);

    /// <summary>Path of the executable; null when there is none because the machine has no linker.</summary>
    internal string? PathOf(WorkerVariant variant) =>
        variant == WorkerVariant.NativeCode ? s_native.Value : Path.Combine(AppContext.BaseDirectory, Name);

    private static string? BuildNative()
    {
        if (Array.Find(s_linkers, name => File.Exists($"/usr/bin/{name}")) is not { } linker) return null;
        string root = RepositoryFiles.PathOf("tests/SecureExec.AttackWorker/obj/native");
        string output = Path.Combine(root, "files");
        string executable = Path.Combine(output, Name);
        if (File.Exists(executable) && File.GetLastWriteTimeUtc(executable) > NewestSource()) return executable;
        Run("dotnet", "publish", RepositoryFiles.PathOf($"tests/SecureExec.AttackWorker/{Name}.csproj"), "-c", "Release", "-v:q", "-nologo", "-nodeReuse:false", "--artifacts-path", Path.Combine(root, "build"), "-o", output,
            "--self-contained", "true", "-p:PublishAot=true", "-p:StripSymbols=true", $"-p:CppCompilerAndLinker={linker}", "-p:BuildingSecureExecWorker=true", "-p:SecureExecCodeCache=false",
            "-p:ErrorOnDuplicatePublishOutputFiles=false", "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false");
        File.SetLastWriteTimeUtc(executable, DateTime.UtcNow);
        return executable;
    }

    private static DateTime NewestSource() =>
        RepositoryFiles.All.Where(path => Array.Exists(s_sources, source => path.StartsWith(source + "/", StringComparison.Ordinal))).Max(path => File.GetLastWriteTimeUtc(RepositoryFiles.PathOf(path)));

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // The test host's own settings for MSBuild are not for this build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        start.Environment["UseAspire"] = "false";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The native test build of the worker failed.\n{output}\n{error.Result}");
    }
}
