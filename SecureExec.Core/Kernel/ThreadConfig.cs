namespace SecureExec.Kernel;

/// <summary>A thread to be made.</summary>
/// <param name="SharesEnvironment">Whether its environment is that of the thread that makes it.</param>
/// <param name="Environment">Variables of its own; null: a copy of those of the thread that makes it.</param>
internal sealed record ThreadConfig(bool SharesEnvironment, IReadOnlyDictionary<string, string>? Environment);
