using System.Diagnostics;
using System.Runtime.CompilerServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// The build step that makes what isolates boot from, beside the executable: the code cache, from it the start-up snapshot, and under the
/// snapshot a code cache of its own. The last step boots from the fresh snapshot in a fresh process and runs a program of wide reach: when
/// that fails, the build says so and goes on with the code cache alone.
/// </summary>
internal static class StartupFiles
{
    private const string Cache = "node.cache", SnapshotCache = "node.snapshot.cache";

    /// <summary>Makes the files; gives the process's exit code.</summary>
    public static int Make()
    {
        foreach (var name in (string[])[Cache, StartupSnapshot.FileName, SnapshotCache])
            File.Delete(In(name));
        // A worker on the .NET runtime shares symbols of libstdc++ with it.
        if (!RuntimeFeature.IsDynamicCodeSupported)
            LibraryBinder.Bind(In(EngineLibrary.LibraryFile));
        if (Run("make-code-cache", Cache, "off") is { } failure)
        {
            Console.WriteLine($"error SXE005: Node's library does not boot: {failure}");
            return 1;
        }
        var snapshotFailure = Run("make-snapshot", StartupSnapshot.FileName, "off") ?? Run("make-code-cache", SnapshotCache, "required");
        if (snapshotFailure == null)
            return 0;
        File.Delete(In(StartupSnapshot.FileName));
        File.Delete(In(SnapshotCache));
        Console.WriteLine($"warning SXE006: the start-up snapshot does not work; isolates will boot from the code cache: {snapshotFailure}");
        return 0;
    }

    private static string In(string name) => Path.Combine(AppContext.BaseDirectory, name);

    // Null when the file was made, else what went wrong, in one line.
    private static string? Run(string step, string file, string snapshot)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SecureExec.Sidecar.dll"));
        }
        start.ArgumentList.Add(step);
        start.ArgumentList.Add(In(file));
        start.Environment[StartupSnapshot.Switch] = snapshot;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Console.Write(output.GetAwaiter().GetResult());
        return process.ExitCode == 0 && File.Exists(In(file)) ? null
            : $"{step} ended with {process.ExitCode}. {errors.ReplaceLineEndings(" ").Trim()}";
    }
}
