namespace SecureExec.Sidecar.Pool;

/// <summary>The configuration of the pool node cannot be used; the message says why.</summary>
internal sealed class PoolConfigurationException(string message) : Exception(message);
