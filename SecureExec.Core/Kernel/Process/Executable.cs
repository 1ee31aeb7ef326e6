namespace SecureExec.Kernel;

/// <summary>What <c>execve(2)</c> found: the canonical path of a program, and its command line, interpreters of scripts put in front.</summary>
internal sealed record Executable(string Path, IReadOnlyList<string> Argv);
