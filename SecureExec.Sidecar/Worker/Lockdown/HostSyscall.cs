namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>Numbers of the host's system calls, Linux x64 (arch/x86/entry/syscalls/syscall_64.tbl).</summary>
internal enum HostSyscall
{
    Read = 0, Write = 1, Open = 2, Close = 3, Stat = 4, Fstat = 5, Lstat = 6, Poll = 7, Lseek = 8, Mmap = 9, Mprotect = 10, Munmap = 11, Brk = 12,
    RtSigaction = 13, RtSigprocmask = 14, RtSigreturn = 15, Ioctl = 16, Writev = 20, Access = 21, SchedYield = 24, Mremap = 25, Madvise = 28,
    Nanosleep = 35, Getpid = 39, Socket = 41, Connect = 42, Accept = 43, Sendto = 44, Sendmsg = 46, Recvmsg = 47, Bind = 49, Listen = 50, Socketpair = 53,
    Clone = 56, Fork = 57, Vfork = 58, Execve = 59, Exit = 60, Kill = 62, Readlink = 89, Gettimeofday = 96, Getrusage = 98, Sysinfo = 99, Ptrace = 101,
    Setuid = 105, Setgid = 106, Setreuid = 113, Setregid = 114, Setgroups = 116, Setresuid = 117, Setresgid = 119, Setfsuid = 122, Setfsgid = 123, Capset = 126,
    RtSigqueueinfo = 129, Sigaltstack = 131, Personality = 135, SchedGetparam = 143, SchedGetscheduler = 145, SchedGetPriorityMax = 146, SchedGetPriorityMin = 147,
    ModifyLdt = 154, PivotRoot = 155, Prctl = 157, Chroot = 161, Mount = 165, Umount2 = 166, Swapon = 167, Swapoff = 168, Reboot = 169,
    Iopl = 172, Ioperm = 173, InitModule = 175, DeleteModule = 176, Gettid = 186, Tkill = 200, Time = 201, Futex = 202, SchedSetaffinity = 203, SchedGetaffinity = 204,
    RestartSyscall = 219, ClockGettime = 228, ClockGetres = 229, ClockNanosleep = 230, ExitGroup = 231, Tgkill = 234, KexecLoad = 246, AddKey = 248, RequestKey = 249,
    Keyctl = 250, Openat = 257, Newfstatat = 262, Readlinkat = 267, Faccessat = 269, Ppoll = 271, Unshare = 272, SetRobustList = 273, Accept4 = 288, Pipe2 = 293,
    RtTgsigqueueinfo = 297, PerfEventOpen = 298, Prlimit64 = 302, OpenByHandleAt = 304, Setns = 308, Getcpu = 309, ProcessVmReadv = 310, ProcessVmWritev = 311,
    FinitModule = 313, Seccomp = 317, Getrandom = 318, MemfdCreate = 319, KexecFileLoad = 320, Bpf = 321, Execveat = 322, Userfaultfd = 323, Membarrier = 324,
    PkeyMprotect = 329, Statx = 332, Rseq = 334, PidfdSendSignal = 424, IoUringSetup = 425, IoUringEnter = 426, IoUringRegister = 427, OpenTree = 428,
    MoveMount = 429, Fsopen = 430, Fsconfig = 431, Fsmount = 432, Fspick = 433, PidfdOpen = 434, Clone3 = 435, CloseRange = 436, Openat2 = 437, PidfdGetfd = 438,
    Faccessat2 = 439, MountSetattr = 442,
}
