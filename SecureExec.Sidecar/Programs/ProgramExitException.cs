namespace SecureExec.Sidecar.Programs;

/// <summary><c>exit(3)</c> of a program of the machine.</summary>
internal sealed class ProgramExitException(int code) : Exception
{
    public int Code { get; } = code;
}
