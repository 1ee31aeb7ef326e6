namespace SecureExec.ServiceDefaults;

/// <summary>Marks an endpoint that is polled all the time: its successful requests are logged at Debug.</summary>
public sealed class QuietEndpoint
{
    private QuietEndpoint()
    {
    }

    /// <summary>The mark.</summary>
    internal static QuietEndpoint Mark { get; } = new();
}
