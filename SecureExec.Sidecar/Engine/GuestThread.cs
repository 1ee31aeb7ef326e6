using System.Diagnostics;
using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Bindings;
using SecureExec.Sidecar.Engine.Interop;
using ProcessThread = SecureExec.Kernel.ProcessThread;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The V8 side of one guest process, or of one worker thread of it: a thread, an isolate with Node's library booted in it, an event loop. It is booted, ahead
/// of time for a process, then started once with a program, and never used again.
/// </summary>
internal sealed class GuestThread : IDisposable
{
    /// <summary>JavaScript may use 984 KiB as in Node; native frames between come on top.</summary>
    private const int StackBytes = 8 << 20;

    private const int FirstOwnDescriptor = 3;
    private const long LargeHeapBytes = 32 << 20;
    private const nuint LargeExternalBytes = 4 << 20; // a WebAssembly memory counts with what it uses and reserves 10 GiB

    private readonly TaskCompletionSource _booted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _start = new(false, 0);
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _ended = new(false, 0);
    private readonly HashSet<GuestThread> _workers = [];
    private GuestIsolate? _isolate;
    private ProcessThread? _task;
    private IGuestRunEvents? _events;
    private GuestOutcome _outcome = GuestOutcome.Exited;
    private int _exitCode;
    private Signal? _signal;
    private Executable? _next;
    private bool _abandoned;
    private bool _released;
    private double _loopStart;

    private GuestThread(long heapLimitBytes)
    {
        HeapLimitBytes = heapLimitBytes;
        Signals = new GuestSignals(this);
        Work = new GuestWork(Loop);
    }

    /// <summary>Begins to boot.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for a thread.</exception>
    public static GuestThread Boot(long heapLimitBytes, Action<Realm>? atBoot = null)
    {
        var guest = new GuestThread(heapLimitBytes) { AtBoot = atBoot };
        new Thread(guest.Main, StackBytes) { IsBackground = true, Name = "guest" }.Start();
        return guest;
    }

    /// <summary>Starts a worker thread of this process, made by this thread, which waits for its end before its own. Loop's thread.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for a thread.</exception>
    public GuestThread StartWorker(WorkerStart start, GuestProgram program, IGuestRunEvents events)
    {
        var guest = new GuestThread(start.Limits.HeapBytes) { Worker = start };
        var stack = Math.Min(start.Limits.StackBytes + StackBytes, int.MaxValue & ~0xffff);
        new Thread(guest.Main, (int)stack) { IsBackground = true, Name = "guest worker" }.Start();
        _workers.Add(guest);
        guest.Start(start.Task, start.Group, program, events);
        return guest;
    }

    /// <summary>Waits until a worker thread of this one is gone altogether: it has said so already. Loop's thread.</summary>
    public void Join(GuestThread worker)
    {
        worker._ended.Wait();
        _workers.Remove(worker);
    }

    /// <summary>The engine's side of a guest process that never runs: the library boots over it to become a start-up snapshot.</summary>
    public static GuestThread Unstarted(long heapLimitBytes) => new(heapLimitBytes);

    public long HeapLimitBytes { get; }

    /// <summary>Completes when the library is booted; fails with what went wrong.</summary>
    public Task Booted => _booted.Task;

    public EventLoop Loop { get; } = new();

    /// <summary>Its work on other threads.</summary>
    public GuestWork Work { get; }

    /// <summary>The signals it catches.</summary>
    public GuestSignals Signals { get; }

    public Realm Realm { get; private set; } = null!;

    /// <summary>The kernel's side. Null while the isolate only waits.</summary>
    public GuestProcess? Process { get; private set; }

    /// <summary>The syscalls of this thread. Not while the isolate only waits.</summary>
    public ProcessSyscalls Sys => _task!.Sys;

    /// <inheritdoc cref="Sys"/>
    public ProcessSyscalls? SysOrNull => _task?.Sys;

    /// <summary>All threads of the process. Null while the isolate only waits.</summary>
    public ThreadGroup Group { get; private set; } = null!;

    /// <summary>What makes this a worker thread; null: the main thread of a process.</summary>
    public WorkerStart? Worker { get; private init; }

    /// <summary>When the event loop began, in monotonic nanoseconds; 0: not yet. Any thread.</summary>
    public double LoopStart
    {
        get => Volatile.Read(ref _loopStart);
        set => Volatile.Write(ref _loopStart, value);
    }

    /// <summary>CPU time of this thread so far; any thread.</summary>
    public TimeSpan Cpu => _task?.CpuClock?.Invoke() ?? TimeSpan.Zero;

    /// <summary>What runs. Null while the isolate only waits.</summary>
    public GuestProgram? Program { get; private set; }

    /// <summary>Node's options that hold for the program.</summary>
    public IReadOnlyList<GivenOption> Options { get; private set; } = [];

    /// <summary>Whether the program's options turn a switch on.</summary>
    public bool HasOption(string name) => Options.LastOrDefault(given => given.Name == name) is { Negated: false };

    /// <summary>The value that the program's options give one of Node's; null when they do not.</summary>
    public string? OptionValue(string name) => Options.LastOrDefault(given => given.Name == name)?.Value;

    /// <summary>The uncaught error that ends the process.</summary>
    public GuestError? Error { get; set; }

    /// <summary>JSON of the last <c>__return</c>.</summary>
    public string? ValueJson { get; set; }

    /// <summary>Tells the worker that a call of this resident process has ended. Guest's thread.</summary>
    public void Reply(GuestCallReply reply) => _events?.OnReply(reply);

    /// <summary>Runs after the program, with the isolate held: for the build step that records the code cache.</summary>
    public Action<Realm>? AtEnd { get; set; }

    /// <summary>Runs when the library is booted, with the isolate held: for the probe.</summary>
    public Action<Realm>? AtBoot { get; init; }

    /// <summary>Heap use and limit of the isolate now.</summary>
    public HeapStatistics HeapStatistics => _isolate!.HeapStatistics();

    /// <summary>Starts the program of a process. Once.</summary>
    public void Start(GuestProcess process, GuestProgram program, IGuestRunEvents events) => Start(process.MainThread, new ThreadGroup(this), program, events);

    private void Start(ProcessThread task, ThreadGroup group, GuestProgram program, IGuestRunEvents events)
    {
        (_task, Process, Group, Program, _events) = (task, task.Process, group, program, events);
        Options = NodeOptions.Effective(program.ExecArgv, name => program.IsCommand || task.Sys.Getenv(name).IsError(out var value, out _) ? null : value);
        _start.Set();
    }

    /// <summary>Ends the process, or the worker thread, with a code of its own choosing: <c>process.reallyExit</c>, a fatal error. Guest's thread.</summary>
    public void Exit(int code)
    {
        lock (_gate)
        {
            if (Loop.Stopped)
                return;
            _exitCode = code;
            Loop.Stopped = true;
        }
        _isolate?.Terminate();
    }

    /// <summary>Sets the exit code of a program that came to its end. Guest's thread.</summary>
    public void Finish(int code)
    {
        lock (_gate)
        {
            if (Loop.Stopped)
                return;
            _exitCode = code;
            Loop.Stopped = true;
        }
    }

    /// <summary>Runs work with the isolate held as soon as JavaScript can be interrupted, or never; any thread. It must not run JavaScript.</summary>
    public void Interrupt(Action<Realm> work)
    {
        lock (_gate)
        {
            if (_released || !_booted.Task.IsCompletedSuccessfully)
                return;
            _isolate!.Interrupt(() => work(Realm));
        }
    }

    /// <summary>Ends this program: the process is another one's now (<c>execve(2)</c> has succeeded). Main thread of the guest.</summary>
    public void Replace(Executable program)
    {
        lock (_gate)
        {
            if (Loop.Stopped)
                return;
            _next = program;
            Loop.Stopped = true;
        }
        _isolate?.Terminate();
    }

    /// <summary>Stops the process, or the worker thread, from outside; any thread. The first reason counts.</summary>
    public void Stop(GuestOutcome outcome, int exitCode, Signal? signal)
    {
        lock (_gate)
        {
            if (Loop.Stopped)
                return;
            (_outcome, _exitCode, _signal) = (outcome, exitCode, signal);
            Loop.Stopped = true;
        }
        // The library's boot is not the guest's: it comes to its end, and the program then does not start.
        if (_booted.Task.IsCompleted)
            _isolate?.Terminate();
        _task?.Interrupt(); // a synchronous read of standard input waits in the kernel, not in V8
        Loop.Wake();
    }

    /// <summary>The loop is about to wait.</summary>
    public void OnIdle() => _events!.OnIdle();

    /// <summary>Writes to the guest's standard error, past its own streams.</summary>
    public void WriteError(string text) => Process?.Sys.Write(2, Encoding.UTF8.GetBytes(text), -1);

    /// <summary>Gives up an isolate that was never started.</summary>
    public void Dispose()
    {
        _abandoned = true;
        _start.Set();
    }

    private void Main()
    {
        try
        {
            _isolate = new GuestIsolate(HeapLimitBytes, Loop, Worker?.Limits, () => Stop(GuestOutcome.HeapLimit, 134, null));
            _isolate.Lock.Enter();
            GuestBoot.Boot(this, _isolate, realm => Realm = realm);
            TimeZones.Settle(Realm);
            AtBoot?.Invoke(Realm);
            _isolate.Lock.Exit();
            _booted.SetResult();
        }
        catch (Exception e)
        {
            _booted.TrySetException(e);
            _isolate?.Dispose();
            EndUnbooted(e);
            _ended.Set();
            return;
        }
        _start.Wait();
        if (!_abandoned)
            Run();
        Release();
        Loop.Dispose();
        _start.Dispose();
        _ended.Set();
    }

    // Who has started a process, or will, hears of its end all the same.
    private void EndUnbooted(Exception fault)
    {
        _start.Wait();
        if (_abandoned)
            return;
        if (!Loop.Stopped)
        {
            FunctionTable.Fault?.Invoke("guest boot", fault);
            (_outcome, _exitCode) = (GuestOutcome.Crashed, 134);
        }
        Report(TimeSpan.Zero, TimeSpan.Zero, 0);
    }

    private void Run()
    {
        var clock = Stopwatch.StartNew();
        // What a program that this one replaced has used stays.
        var past = _task!.CpuClock?.Invoke() ?? TimeSpan.Zero;
        var cpu = ThreadClock.OfThisThread();
        long peak = 0;
        bool large = false;
        try
        {
            // Asked from other threads too, so by the clock of this thread, not of the caller.
            _task!.CpuClock = () => past + cpu.Elapsed + Work.Cpu;
            new GuestRunner(this, _isolate!).Run();
            EndWorkers();
            _isolate!.Lock.Enter();
            HeapStatistics statistics = _isolate.HeapStatistics();
            peak = (long)statistics.UsedHeapSize;
            large = peak > LargeHeapBytes || statistics.ExternalMemory > LargeExternalBytes;
            // The mode of a terminal outlives a program that is replaced, as in Linux.
            if (_next == null)
                Realm.State<TerminalModes>().Restore(_task.Sys);
            AtEnd?.Invoke(Realm);
            _isolate.Lock.Exit();
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke("guest thread", e);
            (_outcome, _exitCode, _next) = (GuestOutcome.Crashed, 134, null);
        }
        var used = past + cpu.Elapsed;
        _task!.CpuClock = () => used + Work.Cpu;
        // A small heap is let go after the host has been told, a large one before: the next run needs the room. What a worker thread had open is closed before its end is told.
        if (large || Worker != null || _next != null)
            Release();
        if (_next is { } next)
            HandOver(next);
        else
            Report(used + Work.Cpu, clock.Elapsed, peak);
    }

    // What Node opens is close-on-exec, and what it is given it makes so, but for the standard streams. Its worker threads may have opened files until they ended.
    private void HandOver(Executable next)
    {
        Sys.CloseFrom(FirstOwnDescriptor);
        _events!.OnReplaced(Process!, next);
    }

    private void Report(TimeSpan cpu, TimeSpan wall, long peakHeapBytes)
    {
        var exit = new GuestExit
        {
            Outcome = _outcome,
            ExitCode = Worker != null ? _exitCode : _exitCode & 0xff,
            Signal = _signal,
            Error = Error,
            ValueJson = ValueJson,
            Cpu = Worker != null ? cpu : Process!.Cpu,
            Wall = wall,
            PeakHeapBytes = peakHeapBytes,
        };
        if (Worker != null)
            _task!.End();
        else
            Process!.Exit(exit.ExitCode, exit.Signal);
        _events!.OnExit(exit);
    }

    // Whatever runs in them, nothing of a thread's is left when it has ended.
    private void EndWorkers()
    {
        foreach (var worker in _workers)
            worker.Stop(GuestOutcome.Killed, 1, null);
        foreach (var worker in _workers)
            worker._ended.Wait();
        _workers.Clear();
    }

    /// <summary>Lets go of the isolate, once. Whoever would stop the process finds it stopped.</summary>
    private void Release()
    {
        if (_released)
            return;
        lock (_gate)
        {
            _released = true;
            Loop.Stopped = true;
        }
        if (Worker != null)
        {
            Realm.State<UnmanagedDescriptors>().CloseAll(this);
            Group.Locks.Leave(this);
        }
        Realm.Dispose();
        _isolate!.Dispose();
    }
}
