namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>One cipher suite.</summary>
/// <param name="Name">OpenSSL's name.</param>
/// <param name="StandardName">The name in the RFCs.</param>
/// <param name="Number">The number in the protocol.</param>
/// <param name="Key">The server's key that it takes.</param>
/// <param name="Version">The version of the protocol that brought it, in OpenSSL's words.</param>
internal sealed record TlsSuite(string Name, string StandardName, int Number, TlsSuiteKey Key, string Version)
{
    /// <summary>Whether its key exchange is Diffie and Hellman's over numbers.</summary>
    public bool UsesFiniteField => Name.StartsWith("DHE-", StringComparison.Ordinal);
}
