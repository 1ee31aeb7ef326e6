using System.Text;
using Microsoft.Win32.SafeHandles;
using SecureExec.Interop;
using SecureExec.Pool;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.CommandLine;

/// <summary><c>SecureExec.Sidecar run</c> as a process of its own, leader of its own session and process group, as under a shell.</summary>
internal sealed class CommandLineProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly StreamReader _output;
    private readonly Task<string> _error;

    private CommandLineProcess(ChildProcess process)
    {
        _process = process;
        _output = Reader(process.Output);
        _error = Reader(process.Error).ReadToEndAsync();
    }

    /// <summary>Process id, and the number of its group.</summary>
    internal int Pid => _process.Pid;

    internal static CommandLineProcess Start(params string[] arguments)
    {
        // The program that the tests were built with: the worker beside it has no such role.
        string program = Path.Combine(AppContext.BaseDirectory, "SecureExec.Sidecar");
        ChildProcess process = ChildProcess.Start(program, ["run", .. arguments], WorkerEnvironment.For(WorkerLocator.Find(null)), out int errno)
            ?? throw new InvalidOperationException($"The command did not start: errno {errno}.");
        Libc.Close(process.Input);
        return new CommandLineProcess(process);
    }

    /// <summary>The next line of its output; null: there is none.</summary>
    internal async Task<string?> ReadLineAsync() => await _output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Sends a signal to the process alone.</summary>
    internal void Kill(int signal) => Assert.Equal(0, Libc.Kill(Pid, signal));

    /// <summary>Sends a signal to all of its process group, as a terminal does.</summary>
    internal void KillGroup(int signal) => Assert.Equal(0, Libc.Kill(-Pid, signal));

    /// <summary>The processes it has started that still live: id, group and session of each.</summary>
    internal IReadOnlyList<(int Pid, int Group, int Session)> Children() => HostProcesses.ChildrenOf(Pid);

    /// <summary>Waits for its end: the rest of its output, its errors, and its exit code as a shell tells it.</summary>
    internal async Task<(string Output, string Error, int ExitCode)> WaitAsync()
    {
        string output = await _output.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        string error = await _error.WaitAsync(TimeSpan.FromSeconds(60));
        // Its pipes are closed: it is gone in a moment.
        while (!_process.TryReap()) await Task.Delay(1);
        return (output, error, _process.Signal is { } signal ? 128 + signal : _process.ExitCode!.Value);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await WaitAsync();
        _output.Dispose();
    }

    private static StreamReader Reader(int fd) => new(new FileStream(new SafeFileHandle(fd, ownsHandle: true), FileAccess.Read, 1), Encoding.UTF8);
}
