using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>
/// Confines the worker by the operating system, in two steps around the loading of V8; what the host put on it before (Landlock) comes on top.
/// What is in force is reported to the host; nothing is reported that was not confirmed by the call that made it.
/// </summary>
internal sealed unsafe class WorkerLockdown
{
    private const int PrSetDumpable = 4;
    private const int PrSetNoNewPrivileges = 38;
    private const int ResourceFileSize = 1, ResourceCore = 4, ResourceOpenFiles = 7, ResourceLockedMemory = 8, ResourceMessageQueues = 12;

    // The .NET runtime opens a pipe for each thread and keeps its assemblies open; native code needs the channel and what loading V8 takes.
    private static readonly ulong s_openFiles = RuntimeFeature.IsDynamicCodeSupported ? 1024UL : 64UL;

    private readonly List<IsolationCheck> _checks = [];

    /// <summary>First of all, before the channel is taken over: what does not stand in the way of V8's loading.</summary>
    internal void BeforeEngine()
    {
        Libc.ChangeDirectory("/");
        Add("no_new_privs", Libc.Prctl(PrSetNoNewPrivileges, 1, 0, 0, 0) == 0, "the process can gain no privileges");
        Add("not_dumpable", Libc.Prctl(PrSetDumpable, 0, 0, 0, 0) == 0, "no other process of the user can look into its memory");
        Add("descriptors", InheritedDescriptors.Close(), "nothing of the host is open but the channel");
        bool limited = Limit(ResourceCore, 0) & Limit(ResourceFileSize, 0) & Limit(ResourceLockedMemory, 0) & Limit(ResourceMessageQueues, 0) & Limit(ResourceOpenFiles, s_openFiles);
        Add("rlimits", limited, "no memory image on disk, no file can grow, no locked memory");
        Add("seccomp_start", Install(SyscallRules.Starting(), FilterAction.Allow, out string? missing), missing ?? "what no worker ever needs is refused while V8 loads");
    }

    /// <summary>After the engine is warm and before the first guest instruction: the allow-list, on every thread there is and every one to come.</summary>
    /// <returns>What is in force.</returns>
    internal IsolationReport BeforeGuests()
    {
        RuntimePreload.Run();
        Add("seccomp", Install(SyscallRules.Running(), FilterAction.NotPermitted, out string? missing), missing ?? "memory, own threads, clocks and the open channel only, on every thread; hostile calls end the process");
        return new IsolationReport { IsLockedDown = _checks.TrueForAll(check => check.InForce), Checks = _checks };
    }

    private static bool Install(SyscallFilter filter, FilterAction otherwise, out string? missing)
    {
        try
        {
            filter.Install(otherwise);
            missing = null;
            return true;
        }
        catch (InvalidOperationException exception)
        {
            missing = exception.Message;
            return false;
        }
    }

    private static bool Limit(int resource, ulong value)
    {
        ulong* softAndHard = stackalloc ulong[2];
        softAndHard[0] = value;
        softAndHard[1] = value;
        return Libc.SetResourceLimit(resource, softAndHard) == 0;
    }

    private void Add(string name, bool inForce, string detail) =>
        _checks.Add(new IsolationCheck(name, inForce, inForce ? detail : $"{detail} (errno {Marshal.GetLastPInvokeError()})"));
}
