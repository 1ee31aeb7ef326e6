using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting;

/// <summary>One started process of a resource, its output pumped line by line.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan PumpGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _pumps;
    private readonly long _started = Stopwatch.GetTimestamp();

    private ChildProcess(Process process, Func<string, bool, ValueTask> onLine)
    {
        _process = process;
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.EnableRaisingEvents = true;
        if (_process.HasExited) _exited.TrySetResult();
        _pumps = Task.WhenAll(
            PumpAsync(_process.StandardOutput, line => onLine(line, false)),
            PumpAsync(_process.StandardError, line => onLine(line, true)));
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Exit code; valid after <see cref="Exited"/>.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Completes when the process has ended, even while a grandchild still holds its output open.</summary>
    public Task Exited => _exited.Task;

    /// <summary>Time since the start.</summary>
    public TimeSpan Uptime => Stopwatch.GetElapsedTime(_started);

    /// <summary>Starts a process with all three standard streams redirected.</summary>
    /// <param name="start">What to run.</param>
    /// <param name="onLine">Receives each line and whether it came from standard error.</param>
    public static ChildProcess Start(ProcessStartInfo start, Func<string, bool, ValueTask> onLine)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        return new ChildProcess(Process.Start(start)!, onLine);
    }

    /// <summary>Asks the process to end, by SIGTERM and by the end of its input; kills its whole tree when it does not.</summary>
    /// <param name="grace">Time it has.</param>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan grace)
    {
        if (!OperatingSystem.IsWindows() && !_process.HasExited) _ = Kill(_process.Id, SigTerm);
        _process.StandardInput.Close();
        try
        {
            await Exited.WaitAsync(grace);
            return true;
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
            return false;
        }
    }

    /// <summary>Waits a bounded time for the last lines.</summary>
    public Task DrainAsync() => Task.WhenAny(_pumps, Task.Delay(PumpGrace));

    /// <summary>Releases the handles; does not end the process.</summary>
    public void Dispose() => _process.Dispose();

    private static async Task PumpAsync(StreamReader reader, Func<string, ValueTask> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line) await onLine(line);
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            // The handles were released while a grandchild still held the pipe: there is no reader left to serve.
            return;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
