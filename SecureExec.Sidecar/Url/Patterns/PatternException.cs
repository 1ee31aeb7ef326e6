namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>The TypeError of the URL Pattern Standard: the pattern, or a value for it, is not valid.</summary>
internal sealed class PatternException : Exception;
