using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>How a child ended: <c>ExitCode</c> is 128 + n when signal n ended it.</summary>
internal readonly record struct WaitStatus(int Pid, int ExitCode, Signal? Signal);
