namespace SecureExec.Protocol;

/// <summary>What a resident process is asked to do.</summary>
internal sealed record CallConfig
{
    internal required string Source { get; init; }

    /// <summary>Constants for the code, as a JSON object.</summary>
    internal string? InputsJson { get; init; }

    /// <summary>True for a script that shares its variables with the next; false for an ES module of its own.</summary>
    internal bool IsScript { get; init; }

    /// <summary>Whether types are stripped first.</summary>
    internal bool TypeScript { get; init; }

    /// <summary>Whether a script's completion value counts when it calls no <c>__return</c>.</summary>
    internal bool WantsValue { get; init; }

    internal void Write(FrameWriter writer)
    {
        writer.Text(Source);
        writer.OptionalText(InputsJson);
        writer.Bool(IsScript);
        writer.Bool(TypeScript);
        writer.Bool(WantsValue);
    }

    internal static CallConfig Read(ref FrameReader reader) => new()
    {
        Source = reader.Text(),
        InputsJson = reader.OptionalText(),
        IsScript = reader.Bool(),
        TypeScript = reader.Bool(),
        WantsValue = reader.Bool(),
    };
}
