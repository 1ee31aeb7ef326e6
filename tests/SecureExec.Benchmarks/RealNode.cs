using System.Diagnostics;

namespace SecureExec.Benchmarks;

/// <summary>Runs real Node, a process per run, its working directory on tmpfs.</summary>
internal sealed class RealNode(string binary) : IDisposable
{
    private readonly string _directory = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "secureexec-bench-" + Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Runs code and gives what it printed.</summary>
    internal async Task<string> EvalAsync(string code)
    {
        using Process process = Start(code);
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"Node ended with exit code {process.ExitCode}: {output}");
    }

    /// <summary>Starts a program that waits for the end of its input.</summary>
    internal Process Start(string code)
    {
        var start = new ProcessStartInfo(binary) { WorkingDirectory = _directory, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(code);
        return Process.Start(start)!;
    }
}
