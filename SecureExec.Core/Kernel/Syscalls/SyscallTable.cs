using static SecureExec.Kernel.Syscall;

namespace SecureExec.Kernel;

/// <summary>How far each call is supported: the one list that documentation is generated from.</summary>
internal static class SyscallTable
{
    private static readonly SyscallEntry[] s_entries =
    [
        Partial(Open, "open", "no O_DIRECT, O_TMPFILE, O_PATH; O_SYNC has nothing to wait for; /proc/self/fd of a stream shares it"),
        Full(Close, "close"),
        Full(Dup, "dup"),
        Full(Dup2, "dup2"),
        Full(Read, "read"),
        Full(Write, "write"),
        Partial(Seek, "lseek", "SEEK_SET, SEEK_CUR and SEEK_END only"),
        Partial(Poll, "poll", "one descriptor as a callback, or several and a child by waiting"),
        Full(Stat, "stat"),
        Full(Fstat, "fstat"),
        Full(Statfs, "statfs"),
        Full(Access, "access"),
        Full(ReadDir, "scandir"),
        Full(Mkdir, "mkdir"),
        Full(Mkdtemp, "mkdtemp"),
        Partial(Mkfifo, "mkfifo", "in file systems in memory; EPERM on host mounts and overlays"),
        Full(Rmdir, "rmdir"),
        Full(Unlink, "unlink"),
        Partial(Rename, "rename", "a directory is not moved to where the policy would permit more on something below it"),
        Partial(Link, "link", "needs read and write on the source, by policy and by mode, unless it is the caller's own"),
        Full(Symlink, "symlink"),
        Full(ReadLink, "readlink"),
        Full(RealPath, "realpath"),
        Full(Truncate, "truncate"),
        Full(Ftruncate, "ftruncate"),
        Full(Chmod, "chmod"),
        Full(Fchmod, "fchmod"),
        Partial(Chown, "chown", "no supplementary groups; host mounts answer EPERM"),
        Partial(Fchown, "fchown", "no supplementary groups; host mounts answer EPERM"),
        Full(Utimes, "utimes"),
        Full(Futimes, "futimes"),
        Partial(Fsync, "fsync", "files in memory have nothing to write out"),
        Partial(Fdatasync, "fdatasync", "files in memory have nothing to write out"),
        Partial(CopyFile, "copyfile", "always a plain copy; COPYFILE_FICLONE_FORCE is ENOSYS"),
        Full(Chdir, "chdir"),
        Full(Getcwd, "getcwd"),
        Full(Umask, "umask"),
        Full(Getenv, "getenv"),
        Full(Setenv, "setenv"),
        Full(Unsetenv, "unsetenv"),
        Full(ListEnv, "environ"),
        Partial(Kill, "kill", "no queued signals; a stopped process stops at its next system call"),
        Partial(SigAction, "sigaction", "default, ignore or catch; no flags"),
        Full(SigProcMask, "sigprocmask"),
        Full(SigPending, "sigpending"),
        Partial(Wait, "waitpid", "does not block: poll waits"),
        Full(GetRandom, "getrandom"),
        Partial(Spawn, "posix_spawn", "programs of the machine and scripts; a user other than the parent's needs root"),
        Partial(Fork, "fork", "for the shell and its like, which are part of the machine"),
        Partial(Exec, "execve", "programs of the machine and scripts; by guests as `process.execve`, on the main thread"),
        Partial(Clone, "clone", "threads of the calling process (CLONE_THREAD): `worker_threads`"),
        Full(Pipe, "pipe"),
        Partial(SocketPair, "socketpair", "streams of AF_UNIX"),
        Partial(Socket, "socket", "TCP and UDP over IPv4 and IPv6, streams of AF_UNIX; always non-blocking"),
        Partial(Connect, "connect", "inside the machine; elsewhere through the host, if the policy permits"),
        Partial(Bind, "bind", "loopback addresses and wildcards; no names of AF_UNIX on overlays and host mounts"),
        Full(Listen, "listen"),
        Full(Accept, "accept"),
        Full(Shutdown, "shutdown"),
        Full(GetSockName, "getsockname"),
        Full(GetPeerName, "getpeername"),
        Partial(GetSockOpt, "getsockopt", "the options of setsockopt, and SO_ERROR"),
        Partial(SetSockOpt, "setsockopt", "what Node sets; keep-alive, no-delay, TTL and type of service are kept and have no effect on loopback"),
        Full(SendTo, "sendto"),
        Full(RecvFrom, "recvfrom"),
        Partial(SendDescriptor, "sendmsg", "one descriptor with the first byte, over streams of AF_UNIX"),
        Partial(ReceiveDescriptor, "recvmsg", "one descriptor with the first byte, over streams of AF_UNIX"),
        Partial(Membership, "setsockopt(IP_ADD_MEMBERSHIP)", "groups reach the machine's own sockets only"),
        Partial(Lookup, "getaddrinfo", "through the host, if the policy permits"),
        Partial(DnsQuery, "res_query", "through the host, if the policy permits"),
        Partial(TcGetAttr, "tcgetattr", "the modes that have an effect here"),
        Partial(TcSetAttr, "tcsetattr", "the modes that have an effect here"),
        Full(TcGetWinSize, "tcgetwinsize"),
        Full(TcGetPgrp, "tcgetpgrp"),
        Full(TcSetPgrp, "tcsetpgrp"),
        Partial(SetPgid, "setpgid", "a child may be moved after its execve too"),
        Full(Flock, "flock"),
        Full(InotifyInit, "inotify_init1"),
        Partial(InotifyAdd, "inotify_add_watch", "no IN_ACCESS, IN_OPEN, IN_CLOSE; tells what happens inside the machine, not what a host changes in its mounts"),
        Full(InotifyRemove, "inotify_rm_watch"),
        Refused(Mknod, "mknod", "guests make no devices"),
        Refused(Mount, "mount", "mounts are made by the host only"),
        Refused(Umount, "umount", "mounts are made by the host only"),
        Refused(Chroot, "chroot", "guests cannot change their root"),
        Refused(SetUid, "setuid", "a process keeps its user"),
        Refused(SetGid, "setgid", "a process keeps its group"),
        Refused(Mmap, "mmap", "guests map no files"),
        Partial(CallTool, "call_tool", "not of Linux: a function of the host, by `callHostTool`, by the globals of collections and by their commands in `/usr/bin`"),
        Full(CancelTool, "cancel_tool"),
    ];

    /// <summary>All calls, in the order of their numbers.</summary>
    public static IReadOnlyList<SyscallEntry> All => s_entries;

    /// <summary>The line of one call.</summary>
    public static SyscallEntry Get(Syscall number) => s_entries[(int)number];

    private static SyscallEntry Full(Syscall number, string name) => new(number, name, SyscallSupport.Supported, "");

    private static SyscallEntry Partial(Syscall number, string name, string note) => new(number, name, SyscallSupport.Partial, note);

    private static SyscallEntry Refused(Syscall number, string name, string why) => new(number, name, SyscallSupport.Refused, why);
}
