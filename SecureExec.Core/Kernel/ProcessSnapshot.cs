using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>One line of the process table.</summary>
internal sealed record ProcessSnapshot(
    int Pid,
    int Ppid,
    ProcessState State,
    bool IsStopped,
    IReadOnlyList<string> Argv,
    string Cwd,
    int Uid,
    int Gid,
    DateTimeOffset StartTime,
    int? ExitCode,
    Signal? TermSignal,
    TimeSpan CpuTime,
    long Syscalls,
    int OpenFds);
