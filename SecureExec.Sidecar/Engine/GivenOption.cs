namespace SecureExec.Sidecar.Engine;

/// <summary>An option of Node's as a command line sets it.</summary>
/// <param name="Name">Its full name, for example <c>--conditions</c>.</param>
/// <param name="Value">Its value as written; null: it has none.</param>
/// <param name="Negated">Whether it was written with <c>--no-</c>.</param>
internal sealed record GivenOption(string Name, string? Value, bool Negated = false)
{
    /// <summary>What is wrong with it, in Node's words; null: nothing.</summary>
    public string? Error { get; init; }
}
