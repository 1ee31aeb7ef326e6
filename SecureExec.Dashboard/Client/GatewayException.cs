namespace SecureExec.Dashboard.Client;

/// <summary>A stream from the gateway could not be opened or was lost.</summary>
/// <param name="failure">Why.</param>
/// <param name="inner">The error below, if any.</param>
public sealed class GatewayException(GatewayFailure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    /// <summary>Why.</summary>
    public GatewayFailure Failure => failure;
}
