namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address on which a resource listens.</summary>
/// <param name="name">Endpoint name, unique in the resource: the scheme, as launch profiles give it.</param>
/// <param name="uriScheme">Scheme of the address.</param>
internal sealed class EndpointAnnotation(string name, string uriScheme) : IResourceAnnotation
{
    /// <summary>Endpoint name, unique in the resource.</summary>
    public string Name => name;

    /// <summary>Scheme of the address.</summary>
    public string UriScheme => uriScheme;

    /// <summary>Host part of the address; loopback unless the launch profile says otherwise.</summary>
    public string TargetHost { get; set; } = "127.0.0.1";

    /// <summary>Wanted port; null for any free one.</summary>
    public int? Port { get; set; }

    /// <summary>Whether people outside the application use this address, so that its port must not move.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The port chosen by <see cref="PortAllocator"/> for this run; 0 before.</summary>
    internal int AllocatedPort { get; set; }

    /// <summary>The address; valid once a port has been allocated.</summary>
    internal string Url => $"{uriScheme}://{TargetHost}:{AllocatedPort}";
}
