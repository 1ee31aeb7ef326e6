namespace SecureExec.Dashboard.Client;

/// <summary>Why a call to the gateway gave no value.</summary>
public enum GatewayFailureKind
{
    /// <summary>No answer: connection refused, lost, or too slow.</summary>
    Unreachable,

    /// <summary>The API key is not valid (any more): 401 or 403.</summary>
    Unauthorized,

    /// <summary>What was asked for does not exist: 404 or 410.</summary>
    NotFound,

    /// <summary>The request is wrong, or what it changes has changed meanwhile: any other 4xx.</summary>
    Rejected,

    /// <summary>The gateway or a pool node failed: 5xx, or an answer that is not of the API.</summary>
    Failed,
}
