namespace SecureExec.Protocol;

/// <summary>Which of a run's two output streams.</summary>
internal enum OutputStream : byte
{
    Stdout = 0,
    Stderr = 1,
}
