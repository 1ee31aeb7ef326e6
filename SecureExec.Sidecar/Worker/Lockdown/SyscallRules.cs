using System.Runtime.CompilerServices;
using SecureExec.Interop;
using static SecureExec.Sidecar.Worker.Lockdown.HostSyscall;

namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>
/// Which system calls a worker may make. First, while V8 loads, all but those that no worker ever needs; then, for good and before any guest
/// code, only what running JavaScript, .NET's threads and the channel take: memory, threads of its own, clocks, randomness, read and write.
/// </summary>
internal static class SyscallRules
{
    // CLONE_VM|FS|FILES|SIGHAND|THREAD|SYSVSEM|SETTLS|PARENT_SETTID|CHILD_CLEARTID: what pthread_create asks for, and nothing else.
    private const uint ThreadFlags = 0x3d0f00;
    private const uint PrSetName = 15, PrGetName = 16, PrSetVma = 0x53564d41;

    /// <summary>Calls that can only be an attack: they end the process.</summary>
    private static readonly HostSyscall[] s_hostile =
    [
        Execve, Execveat, Fork, Vfork, Ptrace, ProcessVmReadv, ProcessVmWritev, Kill, Tkill, RtSigqueueinfo, RtTgsigqueueinfo,
        PidfdOpen, PidfdGetfd, PidfdSendSignal, Socket, Socketpair, Connect, Accept, Accept4, Bind, Listen, Sendto, Sendmsg, Recvmsg,
        Unshare, Setns, Mount, Umount2, PivotRoot, Chroot, OpenTree, MoveMount, Fsopen, Fsconfig, Fsmount, Fspick, MountSetattr, OpenByHandleAt,
        Bpf, IoUringSetup, IoUringEnter, IoUringRegister, PerfEventOpen, Userfaultfd, AddKey, RequestKey, Keyctl,
        Setuid, Setgid, Setreuid, Setregid, Setgroups, Setresuid, Setresgid, Setfsuid, Setfsgid, Capset, Personality, ModifyLdt, Iopl, Ioperm,
        InitModule, FinitModule, DeleteModule, KexecLoad, KexecFileLoad, Swapon, Swapoff, Reboot,
    ];

    /// <summary>Before V8 is loaded: what no worker needs at any time is refused.</summary>
    internal static SyscallFilter Starting()
    {
        var filter = new SyscallFilter();
        foreach (HostSyscall call in s_hostile) filter.On(FilterAction.NotPermitted, call);
        filter.On(FilterAction.NotPermitted, MemfdCreate);
        filter.On(FilterAction.NotThere, Clone3);
        return filter;
    }

    /// <summary>From before the first guest instruction to the end. Install it with <see cref="FilterAction.NotPermitted"/> for the rest: a harmless call that is not listed then fails and costs no tenant his runtime.</summary>
    internal static SyscallFilter Running()
    {
        var filter = new SyscallFilter();
        filter.On(FilterAction.Allow, Futex, Read, Write, Mmap, Munmap, Mprotect, PkeyMprotect, Madvise, SchedYield, ClockNanosleep, Nanosleep, Getrusage, Close, Poll, Ppoll, Brk, Mremap, Writev);
        filter.On(FilterAction.Allow, RtSigaction, RtSigprocmask, RtSigreturn, Sigaltstack, RestartSyscall, ClockGettime, ClockGetres, Gettimeofday, Time, Getpid, Gettid, Exit, ExitGroup);
        filter.On(FilterAction.Allow, SetRobustList, Rseq, Membarrier, Sysinfo, Getrandom, Getcpu, SchedGetaffinity, SchedGetparam, SchedGetscheduler, SchedGetPriorityMax, SchedGetPriorityMin);
        // The flags of clone3 lie in memory, where a filter cannot read them; without it glibc falls back to clone.
        filter.On(FilterAction.NotThere, Clone3);
        filter.OnArgument(Clone, 0, FilterAction.Allow, FilterAction.Kill, ThreadFlags);
        filter.OnArgument(Tgkill, 0, FilterAction.Allow, FilterAction.Kill, (uint)Environment.ProcessId);
        filter.OnArgument(Prctl, 0, FilterAction.Allow, FilterAction.NotPermitted, PrSetName, PrGetName, PrSetVma);
        // Its own limits, to read only: argument 0 is the process, 2 the new limit.
        filter.OnZeros(Prlimit64, 0, 2, FilterAction.Allow, FilterAction.NotPermitted);
        // CoreCLR fails to make threads without these.
        if (RuntimeFeature.IsDynamicCodeCompiled)
        {
            filter.On(FilterAction.Allow, SchedSetaffinity);
            filter.OnArgument(Pipe2, 1, FilterAction.Allow, FilterAction.NotPermitted, Libc.O_CLOEXEC);
        }
        // Asked for as a matter of course by libc, V8 and .NET, which go on without.
        filter.On(FilterAction.AccessDenied, Open, Openat, Openat2, Stat, Fstat, Lstat, Newfstatat, Statx, Access, Faccessat, Faccessat2, Readlink, Readlinkat);
        filter.On(FilterAction.NotATerminal, Ioctl);
        filter.On(FilterAction.Kill, s_hostile);
        return filter;
    }
}
