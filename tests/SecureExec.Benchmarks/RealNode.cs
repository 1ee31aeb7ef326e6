using System.Diagnostics;

namespace SecureExec.Benchmarks;

/// <summary>Runs real Node, a process per run, its working directory on tmpfs.</summary>
internal sealed class RealNode(string binary) : IDisposable
{
    private readonly string _directory = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "secureexec-bench-" + Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Runs code and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    internal async Task<string> EvalAsync(string code, string? directory = null)
    {
        using Process process = Start(code, directory);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"Node ended with exit code {process.ExitCode}: {output}");
    }

    /// <summary>Starts a program; its standard input stays open.</summary>
    internal Process Start(string code, string? directory = null)
    {
        var start = new ProcessStartInfo(binary) { WorkingDirectory = directory ?? _directory, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(code);
        start.Environment.Remove("NODE_OPTIONS");
        return Process.Start(start)!;
    }
}
