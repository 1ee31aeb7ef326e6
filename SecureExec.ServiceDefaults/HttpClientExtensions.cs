using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace SecureExec.ServiceDefaults;

/// <summary>What a single HTTP client may opt into. Clients that run code must stay without retries.</summary>
public static class HttpClientExtensions
{
    /// <summary>Timeouts, a circuit breaker, and retries of safe methods only: a POST is never sent twice.</summary>
    public static IHttpClientBuilder AddSafeResilience(this IHttpClientBuilder client)
    {
        client.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
        return client;
    }

    /// <summary>Resolves names such as <c>http://gateway</c> from <c>services:gateway:http:0</c>, …</summary>
    public static IHttpClientBuilder AddNamedServices(this IHttpClientBuilder client) => client.AddServiceDiscovery();
}
