using System.Text.Json;

namespace SecureExec;

/// <summary>
/// A function of the host that the guest calls by <c>await callHostTool(name, input)</c>, or by a global and a command in <c>/usr/bin</c> when its name is <c>collection/function</c>. Input and result are JSON.
/// The handler runs in the host, outside the sandbox, with what a guest gave it: check what the schema does not.
/// </summary>
/// <param name="Description">What it does, for people and models; at most 200 characters. The guest can read it.</param>
/// <param name="Handler">Called with the input, on a thread of the pool; gives the result. The token is cancelled when its time is over, when the guest gives the call up or ends, and when the runtime is disposed. The guest
/// sees the message of a <see cref="HostFunctionException"/>; of any other exception it learns only that there was one.</param>
public sealed record HostFunction(string Description, Func<JsonElement, CancellationToken, Task<JsonElement>> Handler)
{
    /// <summary>JSON Schema of the input (draft 6 to 2020-12; 2020-12 when it names none), checked in the host before the handler is called. References lead inside the schema only. Null takes any input.
    /// Its regular expressions meet text of the guest: one that backtracks without end holds a thread of the host.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>How long one call may take, at most five minutes; null takes <see cref="ResourceLimits.HostFunctionTimeoutMs"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Inputs that show how it is used; each must match the schema. The guest can read them.</summary>
    public IReadOnlyList<HostFunctionExample> Examples { get; init; } = [];
}
