using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>What has become of a child: <c>ExitCode</c> is 128 + n when signal n ended it or stopped it.</summary>
internal readonly record struct WaitStatus(int Pid, int ExitCode, Signal? Signal, ChildChange Change = ChildChange.Ended);
