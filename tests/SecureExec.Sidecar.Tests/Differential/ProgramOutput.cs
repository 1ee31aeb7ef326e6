namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>What a program did, as far as two hosts of it must agree; standard error only helps to understand a difference.</summary>
internal sealed record ProgramOutput(string Stdout, int ExitCode, string Stderr);
