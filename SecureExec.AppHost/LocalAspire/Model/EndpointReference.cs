namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource's endpoint by name; its address is known when the application runs.</summary>
/// <param name="owner">The listening resource.</param>
/// <param name="endpointName">Name of the endpoint.</param>
internal sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName)
{
    /// <summary>The listening resource.</summary>
    public IResourceWithEndpoints Resource => owner;

    /// <summary>Name of the endpoint.</summary>
    public string EndpointName => endpointName;

    /// <summary>The address.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public string Url => owner.Endpoint(endpointName).Url;
}
