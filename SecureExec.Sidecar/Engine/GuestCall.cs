namespace SecureExec.Sidecar.Engine;

/// <summary>What a resident process is asked to do.</summary>
/// <param name="Id">What the host calls it.</param>
/// <param name="Source">The code.</param>
/// <param name="InputsJson">A JSON object whose members the code sees as constants; null: none.</param>
/// <param name="IsScript">True for a script that shares its variables with the next; false for an ES module of its own.</param>
/// <param name="TypeScript">Whether types are stripped first.</param>
/// <param name="WantsValue">Whether a script's completion value is its value when it calls no <c>__return</c>.</param>
internal sealed record GuestCall(int Id, string Source, string? InputsJson, bool IsScript, bool TypeScript, bool WantsValue);
