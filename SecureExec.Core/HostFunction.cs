using System.Text.Json;

namespace SecureExec;

/// <summary>A function of the host that the guest can call. This version refuses runtimes that have some.</summary>
/// <param name="Description">What it does, for people and models.</param>
/// <param name="Handler">Called with the input; gives the output.</param>
public sealed record HostFunction(string Description, Func<JsonElement, CancellationToken, Task<JsonElement>> Handler);
