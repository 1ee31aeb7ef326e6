using System.Runtime.ExceptionServices;
using SecureExec.Interop;

namespace SecureExec.Pool;

/// <summary>
/// Starts workers confined. A Landlock domain belongs to a thread and is inherited by what the thread starts, so a fresh thread
/// confines itself, starts one worker and ends; this process's other threads stay as they are, and the worker is confined from its first instruction.
/// </summary>
internal static class WorkerSpawner
{
    private const int ThreadBytes = 256 * 1024;
    private const int PrGetNoNewPrivileges = 39;
    private const int BusyTries = 50;
    private static readonly TimeSpan s_busyPause = TimeSpan.FromMilliseconds(10);
    private static readonly Lazy<bool> s_warm = new(WarmUp);

    /// <summary>Starts a worker.</summary>
    /// <param name="executable">What is started.</param>
    /// <param name="landlock">Whether it was confined, and why not.</param>
    /// <exception cref="WorkerStartException">It could not be started.</exception>
    internal static ChildProcess Start(WorkerExecutable executable, out IsolationCheck landlock)
    {
        _ = s_warm.Value;
        string? missing = "not asked for";
        using LandlockDomain? domain = executable.Confine ? LandlockDomain.Create(WorkerPaths.For(executable), out missing) : null;
        landlock = domain is null
            ? new IsolationCheck("landlock", false, missing!)
            : new IsolationCheck("landlock", true, $"version {domain.Version}, from the first instruction: no file but its own program can be opened, nothing written or run, no TCP{(domain.Version >= 6 ? ", no signal to outside" : "")}");
        IReadOnlyDictionary<string, string?> environment = WorkerEnvironment.For(executable);
        return OnThread(() => Spawn(executable.Path, environment, domain));
    }

    private static ChildProcess Spawn(string path, IReadOnlyDictionary<string, string?> environment, LandlockDomain? domain)
    {
        if (domain?.RestrictThread() is < 0 and var error) throw new WorkerStartException($"The thread that starts the worker could not be confined by Landlock: errno {-error}.");
        for (int tries = 1; ; tries++)
        {
            if (ChildProcess.Start(path, ["worker"], environment, out int errno) is { } process) return process;
            // A host that has just written the worker and starts processes on other threads meets this: each holds the writer's descriptor until its exec, and nothing tells
            // when that is. The thread is this start's own.
            if ((Abi.Errno)errno != Abi.Errno.ETXTBSY || tries == BusyTries) throw new WorkerStartException($"The worker {path} could not be started: errno {errno} ({(Abi.Errno)errno}).");
            Thread.Sleep(s_busyPause);
        }
    }

    private static ChildProcess OnThread(Func<ChildProcess> start)
    {
        ChildProcess? process = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                process = start();
            }
            catch (WorkerStartException exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }, ThreadBytes) { IsBackground = true, Name = "secureexec spawner" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return process!;
    }

    /// <summary>Goes the whole way once without confinement: on a confined thread the runtime could not load what it loads on first use, and a failed load stays failed.</summary>
    private static bool WarmUp()
    {
        const string nothing = "/dev/null/secureexec";
        using LandlockDomain? domain = LandlockDomain.Create([], out _);
        Libc.Prctl(PrGetNoNewPrivileges, 0, 0, 0, 0);
        try
        {
            OnThread(() => Spawn(nothing, new Dictionary<string, string?> { ["LANG"] = "C" }, null)).Kill();
            return false;
        }
        catch (WorkerStartException)
        {
            return true;
        }
    }
}
