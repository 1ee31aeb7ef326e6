namespace SecureExec.Contracts;

/// <summary>An error answer (RFC 9457, <c>application/problem+json</c>).</summary>
public sealed record ProblemInfo
{
    /// <summary>Stable kind of the problem, <c>urn:secureexec:...</c>, or a link to the meaning of the status code.</summary>
    public string? Type { get; init; }

    /// <summary>Short text of the kind.</summary>
    public string? Title { get; init; }

    /// <summary>HTTP status code.</summary>
    public int? Status { get; init; }

    /// <summary>What went wrong this time, and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>For a rejected body: messages by member.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
