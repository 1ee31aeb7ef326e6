namespace SecureExec.Sidecar.Shell;

/// <summary>SIGINT ends the command that an interactive shell runs, and the line that it is of.</summary>
internal sealed class ShellInterruptedException : Exception;
