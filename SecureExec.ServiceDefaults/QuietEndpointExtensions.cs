using Microsoft.AspNetCore.Builder;

namespace SecureExec.ServiceDefaults;

/// <summary>Sets <see cref="QuietEndpoint"/>.</summary>
public static class QuietEndpointExtensions
{
    /// <summary>Keeps the endpoint's successful requests out of the logs.</summary>
    public static TBuilder Quiet<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(QuietEndpoint.Mark);
}
