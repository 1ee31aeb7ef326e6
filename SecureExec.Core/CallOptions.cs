namespace SecureExec;

/// <summary>Options of one call of a resident runner or a context.</summary>
public sealed record CallOptions
{
    /// <summary>Wall-clock time after which the call is given up with outcome <see cref="RunOutcome.TimedOut"/>. Null waits for as long as it takes; the runtime's CPU limit holds in any case.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Language of the code; types are stripped, not checked.</summary>
    public SourceLanguage Language { get; init; } = SourceLanguage.JavaScript;

    /// <summary>Values the code sees as constants, by name; each is JSON text. A resident runner gives them to this call alone; in a context they become globals that stay.</summary>
    public IReadOnlyDictionary<string, string>? Inputs { get; init; }
}
