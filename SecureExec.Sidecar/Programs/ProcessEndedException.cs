namespace SecureExec.Sidecar.Programs;

/// <summary>A signal has ended the process: what runs in it stops at its next step.</summary>
internal sealed class ProcessEndedException : Exception;
