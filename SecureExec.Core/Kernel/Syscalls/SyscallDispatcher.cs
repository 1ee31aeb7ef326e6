using System.Collections.Concurrent;
using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// The one door into the kernel, for guests and for the host: it counts, holds the budget of calls, lets no ended process act and turns
/// an exception (a fault of ours) into EIO, reported once per kind.
/// </summary>
internal sealed class SyscallDispatcher
{
    private readonly VirtualKernel _kernel;
    private readonly Action<string>? _report;
    private readonly ConcurrentDictionary<(Syscall, Type), bool> _reported = new();
    private long _hostCalls;
    private long _internalErrors;

    /// <summary>Makes the door of one kernel.</summary>
    public SyscallDispatcher(VirtualKernel kernel, Action<string>? report)
    {
        _kernel = kernel;
        _report = report;
    }

    /// <summary>The machine's limits.</summary>
    public ResourceLimits Limits => _kernel.Config.Limits;

    /// <summary>Names of the host's functions.</summary>
    public IReadOnlySet<string> HostToolNames => _kernel.Config.HostToolNames;

    /// <summary>What the guest may know of them, as JSON.</summary>
    public string HostToolsJson => _kernel.Config.HostToolsJson;

    /// <summary>Calls that the host made.</summary>
    public long HostCalls => Volatile.Read(ref _hostCalls);

    /// <summary>Calls that ended in an exception.</summary>
    public long InternalErrors => Volatile.Read(ref _internalErrors);

    /// <summary>Makes one call.</summary>
    public SysResult<TResult> Run<TCall, TResult>(Caller caller, in TCall call)
        where TCall : struct, ISyscall<TResult>, allows ref struct
    {
        LastDenial.Clear();
        Errno errno = Enter(caller, TCall.Number);
        if (errno != Errno.Success)
        {
            return errno;
        }

        try
        {
            return call.Execute(_kernel, caller);
        }
        catch (OutOfMemoryException)
        {
            return Errno.ENOMEM;
        }
        catch (Exception fault)
        {
            Report(TCall.Number, fault);
            return Errno.EIO;
        }
    }

    private Errno Enter(Caller caller, Syscall kind)
    {
        if (caller.Process is not { } process)
        {
            Interlocked.Increment(ref _hostCalls);
            return Errno.Success;
        }

        long made = process.Usage.CountSyscall(kind);
        if (process.IsStopped)
        {
            caller.Thread!.WaitWhileStopped();
        }

        if (process.IsEnding)
        {
            return process.State == ProcessState.Running ? Errno.EINTR : Errno.ESRCH;
        }

        if (made > _kernel.Config.Limits.MaxSyscalls)
        {
            process.Post(Signal.SIGXCPU, force: true);
            return Errno.EINTR;
        }

        return Errno.Success;
    }

    private void Report(Syscall number, Exception fault)
    {
        Interlocked.Increment(ref _internalErrors);
        if (_reported.TryAdd((number, fault.GetType()), true))
        {
            _report?.Invoke($"{SyscallTable.Get(number).Name}: {fault}");
        }
    }
}
