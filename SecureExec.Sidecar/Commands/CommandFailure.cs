namespace SecureExec.Sidecar.Commands;

/// <summary>Why a command does not run: what a shell would give as the exit code, what goes to standard error, and the error.</summary>
internal sealed record CommandFailure(int ExitCode, string Text, RunError? Error);
