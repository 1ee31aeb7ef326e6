namespace SecureExec;

/// <summary>How names are resolved for a guest that may look them up. Whatever a name leads to, the guard of addresses is asked about it.</summary>
public sealed record DnsOptions
{
    /// <summary>Addresses of names, used in place of any server's answer. An empty list: there is no such name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Overrides { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Name servers, each an address with or without a port: <c>1.1.1.1</c>, <c>[2606:4700:4700::1111]:53</c>. Empty takes the host's own resolver, its hosts file included.</summary>
    public IReadOnlyList<string> NameServers { get; init; } = [];
}
