using System.Diagnostics;
using SecureExec.Pool;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Tests.Startup;

/// <summary>The worker's executable in a process of its own that makes isolates, prints one line about them and ends.</summary>
internal static class StartupProbeProcess
{
    /// <summary>The words of the line.</summary>
    internal static async Task<string[]> RunAsync(string verb, string snapshot)
    {
        WorkerExecutable worker = WorkerLocator.Find(null);
        var start = new ProcessStartInfo(worker.Path, [verb]) { RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach ((string name, string? value) in WorkerEnvironment.For(worker)) start.Environment[name] = value;
        start.Environment[StartupSnapshot.Switch] = snapshot;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The probe did not start.");
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim().Split(' ');
    }
}
