namespace SecureExec.Dashboard.Client;

/// <summary>An expected failure of a call to the gateway.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Message">One or two sentences for people.</param>
public sealed record GatewayFailure(GatewayFailureKind Kind, string Message)
{
    /// <summary>Messages by member of the request body; empty when the failure is not about single members.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();
}
