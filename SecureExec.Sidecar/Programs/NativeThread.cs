using System.Diagnostics;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Programs;

/// <summary>
/// Runs a program of the machine on a thread of its own until it ends. A signal ends the process at once; the thread stops at its next system call.
/// </summary>
internal sealed class NativeThread
{
    // Recursion in scripts is checked against what is left of it.
    private const int StackBytes = 4 << 20;
    private const int Crashed = 134;
    private const int OutOfMemory = 137;

    private readonly NativeMachine _machine;
    private readonly GuestProcess _process;
    private readonly IGuestRunEvents _events;
    private readonly long _start = Stopwatch.GetTimestamp();

    private NativeThread(NativeMachine machine, GuestProcess process, IGuestRunEvents events)
    {
        _machine = machine;
        _process = process;
        _events = events;
    }

    /// <summary>Starts it.</summary>
    /// <param name="machine">Where programs come from.</param>
    /// <param name="process">The process, which has run nothing or was replaced.</param>
    /// <param name="context">What the program works with.</param>
    /// <param name="main">The program.</param>
    /// <param name="events">Told of the end.</param>
    public static void Start(NativeMachine machine, GuestProcess process, NativeContext context, NativeMain main, IGuestRunEvents events)
    {
        var thread = new NativeThread(machine, process, events);
        var past = process.MainThread.CpuClock?.Invoke() ?? TimeSpan.Zero;
        new Thread(() => thread.Run(context, main, past), StackBytes) { IsBackground = true, Name = "program" }.Start();
    }

    private void Run(NativeContext context, NativeMain main, TimeSpan past)
    {
        LongWork.Begin(_process);
        var clock = ThreadClock.OfThisThread();
        _process.MainThread.CpuClock = () => past + clock.Elapsed;
        int? code = null;
        var outcome = GuestOutcome.Exited;
        while (code is null)
        {
            try
            {
                code = main(context);
                context.Out.Flush();
            }
            catch (ProgramReplacedException replaced)
            {
                if (NativeMachine.Find(replaced.Program.Path) is not { } next)
                {
                    Freeze(past + clock.Elapsed);
                    _machine.Start(_process, replaced.Program, _events);
                    return;
                }
                (main, context) = (next, new NativeContext(_machine, _process, replaced.Program.Argv));
            }
            catch (ProgramExitException exit)
            {
                code = exit.Code;
                FlushQuietly(context);
            }
            catch (ProcessEndedException)
            {
                code = 0;
            }
            catch (OutOfMemoryException)
            {
                code = OutOfMemory;
            }
            catch (InsufficientExecutionStackException)
            {
                WriteError($"{context.Name}: the script nests too deeply\n");
                code = 2;
            }
            catch (Exception e)
            {
                FunctionTable.Fault?.Invoke("program", e);
                (code, outcome) = (Crashed, GuestOutcome.Crashed);
            }
        }
        Freeze(past + clock.Elapsed);
        // Whoever sent the signal that ends it may not have come to say so yet.
        _process.Exit(code.Value, _process.FatalSignal);
        var signal = _process.TermSignal;
        _events.OnExit(new GuestExit
        {
            Outcome = signal is null ? outcome : GuestOutcome.Killed,
            ExitCode = _process.ExitCode ?? code.Value,
            Signal = signal,
            Cpu = _process.MainThread.CpuClock?.Invoke() ?? TimeSpan.Zero,
            Wall = Stopwatch.GetElapsedTime(_start),
        });
    }

    private void Freeze(TimeSpan used) => _process.MainThread.CpuClock = () => used;

    private void WriteError(string text) => _process.Sys.Write(2, System.Text.Encoding.UTF8.GetBytes(text), -1);

    private static void FlushQuietly(NativeContext context)
    {
        try
        {
            context.Out.Flush();
        }
        catch (ProcessEndedException)
        {
            context.Signals.Take();
        }
    }
}
