using Microsoft.AspNetCore.Mvc;

namespace SecureExec.Gateway.Endpoints;

/// <summary>What endpoints have in common.</summary>
internal static class EndpointExtensions
{
    /// <summary>Makes the server itself stop reading a longer body.</summary>
    public static RouteHandlerBuilder WithMaxBody(this RouteHandlerBuilder endpoint, long maxBytes) =>
        endpoint.WithMetadata(new RequestSizeLimitAttribute(maxBytes));
}
