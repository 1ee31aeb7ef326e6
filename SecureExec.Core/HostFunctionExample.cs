using System.Text.Json;

namespace SecureExec;

/// <summary>One input of a <see cref="HostFunction"/>, shown to those who would call it.</summary>
/// <param name="Description">What it is an example of; at most 200 characters.</param>
/// <param name="Input">The input.</param>
public sealed record HostFunctionExample(string Description, JsonElement Input);
