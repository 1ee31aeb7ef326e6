namespace SecureExec.Kernel;

/// <summary>What tells a process from others.</summary>
internal sealed record ProcessIdentity(int Pid, int Ppid, int Pgid, int Sid, IReadOnlyList<string> Argv);
