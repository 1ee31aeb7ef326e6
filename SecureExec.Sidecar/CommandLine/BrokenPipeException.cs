namespace SecureExec.Sidecar.CommandLine;

/// <summary>Nobody reads the output any more.</summary>
internal sealed class BrokenPipeException() : IOException("Nobody reads the output any more.");
