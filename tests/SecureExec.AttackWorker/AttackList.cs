using System.Runtime.InteropServices;
using static SecureExec.AttackWorker.Refusal;

namespace SecureExec.AttackWorker;

/// <summary>What a guest that has taken over its worker would try: 55 system calls, one of which is meant to succeed.</summary>
internal static class AttackList
{
    private const int AtCwd = -100;
    private const int Init = 1;
    private const int CreateAndWrite = 0x41;
    private const nint NewProcess = 17, NewUserNamespace = 0x1000_0011, MountNamespace = 0x1000_0000;

    private static readonly nint s_path = Marshal.StringToCoTaskMemUTF8("/tmp/secureexec-attack");

    /// <summary>The calls.</summary>
    internal static IReadOnlyList<Attack> All { get; } =
    [
        new("openat-write", 257, new(AtCwd, s_path, CreateAndWrite, 420), AccessDenied),
        new("openat-read", 257, new(AtCwd, s_path), AccessDenied),
        new("creat", 85, new(s_path, 420), NotPermitted),
        new("openat2", 437, new(AtCwd, s_path, 0, 24), AccessDenied),
        new("socket", 41, new(2, 1), ProcessKilled),
        new("socketpair", 53, new(1, 1), ProcessKilled),
        new("connect", 42, default, ProcessKilled),
        new("sendmsg", 46, new(1), ProcessKilled),
        new("recvmsg", 47, default, ProcessKilled),
        new("execve", 59, new(s_path), ProcessKilled),
        new("execveat", 322, new(AtCwd, s_path), ProcessKilled),
        new("fork", 57, default, ProcessKilled),
        new("vfork", 58, default, ProcessKilled),
        new("clone-process", 56, new(NewProcess), ProcessKilled),
        new("clone-user-namespace", 56, new(NewUserNamespace), ProcessKilled),
        new("clone3", 435, new(0, 88), NotThere),
        new("ptrace", 101, new(16, Init), ProcessKilled),
        new("process_vm_writev", 311, new(Init), ProcessKilled),
        new("kill-init", 62, new(Init), ProcessKilled),
        new("kill-all", 62, new(-1), ProcessKilled),
        new("tkill", 200, new(Init), ProcessKilled),
        new("tgkill-other", 234, new(Init, Init), ProcessKilled),
        new("pidfd_open", 434, new(Init), ProcessKilled),
        new("unshare", 272, new(MountNamespace), ProcessKilled),
        new("setns", 308, default, ProcessKilled),
        new("mount", 165, default, ProcessKilled),
        new("chroot", 161, new(s_path), ProcessKilled),
        new("bpf", 321, default, ProcessKilled),
        new("io_uring_setup", 425, new(8), ProcessKilled),
        new("userfaultfd", 323, default, ProcessKilled),
        new("perf_event_open", 298, default, ProcessKilled),
        new("memfd_create", 319, new(s_path), NotPermitted),
        new("keyctl", 250, default, ProcessKilled),
        new("setuid", 105, default, ProcessKilled),
        new("prctl-dumpable", 157, new(4, 1), NotPermitted),
        new("prctl-seccomp", 157, new(22, 2), NotPermitted),
        new("seccomp", 317, new(1), NotPermitted),
        new("personality", 135, default, ProcessKilled),
        new("modify_ldt", 154, default, ProcessKilled),
        new("shmget", 29, new(0, 4096, 0x380), NotPermitted),
        new("msgget", 68, new(0, 0x380), NotPermitted),
        new("stat", 4, new(s_path), AccessDenied),
        new("unlink", 87, new(s_path), NotPermitted),
        new("rename", 82, new(s_path, s_path), NotPermitted),
        new("chdir", 80, new(s_path), NotPermitted),
        new("ioctl", 16, new(0, 0x5413), NotATerminal),
        new("fcntl", 72, new(0, 3), NotPermitted),
        new("dup", 32, default, NotPermitted),
        new("pipe2", 293, default, NotPermitted),
        new("inotify_init1", 294, default, NotPermitted),
        new("timer_create", 222, default, NotPermitted),
        new("prlimit-other", 302, new(Init, 7), NotPermitted),
        new("sendfile", 40, new(1), NotPermitted),
        new("open_by_handle_at", 304, default, ProcessKilled),
        new("getrandom", 318, new(Marshal.AllocHGlobal(8), 4), None),
    ];
}
