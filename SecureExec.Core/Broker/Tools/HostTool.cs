namespace SecureExec.Broker.Tools;

/// <summary>A host function that was checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Function">What the host gave.</param>
/// <param name="Schema">What its input must match; null for anything.</param>
/// <param name="Timeout">How long a call may take.</param>
internal sealed record HostTool(string Name, HostFunction Function, HostToolSchema? Schema, TimeSpan Timeout);
