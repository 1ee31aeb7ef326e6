namespace SecureExec.Sidecar.Shell;

/// <summary>A command that is part of the shell; gives its status.</summary>
/// <param name="shell">The shell.</param>
/// <param name="words">The command line, its name first.</param>
internal delegate int ShellBuiltin(ShellInterpreter shell, List<string> words);
