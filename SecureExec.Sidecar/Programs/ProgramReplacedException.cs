using SecureExec.Kernel;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>execve(2)</c> has succeeded: the process is another program's now.</summary>
internal sealed class ProgramReplacedException(Executable program) : Exception
{
    public Executable Program { get; } = program;
}
