namespace SecureExec.Contracts;

/// <summary>Header names of the HTTP API.</summary>
public static class ContractHeaders
{
    /// <summary>Carries an API key; <c>Authorization: Bearer</c> does too.</summary>
    public const string ApiKey = "X-Api-Key";

    /// <summary>Proves to a pool node that a request comes from its gateway.</summary>
    public const string NodeToken = "X-SecureExec-Node-Token";
}
