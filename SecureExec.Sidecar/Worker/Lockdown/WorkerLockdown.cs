using SecureExec.Interop;

namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>
/// Confines the worker by the operating system, in two steps around the loading of V8. What is in force is reported to the host;
/// nothing is reported that was not confirmed by the call that made it.
/// </summary>
internal sealed unsafe class WorkerLockdown
{
    private const int PrSetDumpable = 4;
    private const int PrSetNoNewPrivileges = 38;
    private const int ResourceCore = 4;

    private readonly List<IsolationCheck> _checks = [];

    /// <summary>Before V8 is loaded: what does not stand in its way.</summary>
    internal void BeforeEngine()
    {
        // A session of its own: keys pressed in the host's terminal are not for the worker.
        Libc.Setsid();
        Add("no_new_privs", Libc.Prctl(PrSetNoNewPrivileges, 1, 0, 0, 0) == 0, "the process can gain no privileges");
        Add("not_dumpable", Libc.Prctl(PrSetDumpable, 0, 0, 0, 0) == 0, "no other process of the user can look into its memory");
        ulong* none = stackalloc ulong[2];
        none[0] = 0;
        none[1] = 0;
        Add("no_core", Libc.SetResourceLimit(ResourceCore, none) == 0, "a crash leaves no memory image on disk");
    }

    /// <summary>After the engine is warm and before the first guest instruction: the allow-list of system calls belongs here.</summary>
    /// <returns>What is in force.</returns>
    internal IsolationReport BeforeGuests()
    {
        Add("landlock", false, "not implemented: the worker could open files of the host");
        Add("seccomp", false, "not implemented: the worker could make any system call");
        return new IsolationReport { IsLockedDown = false, Checks = _checks };
    }

    private void Add(string name, bool inForce, string detail) => _checks.Add(new IsolationCheck(name, inForce, detail));
}
