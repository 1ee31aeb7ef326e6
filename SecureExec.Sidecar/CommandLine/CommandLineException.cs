namespace SecureExec.Sidecar.CommandLine;

/// <summary>The command line cannot be understood or names something that is not there. The message is one sentence for the person who wrote it.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
