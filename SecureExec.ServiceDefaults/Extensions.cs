using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SecureExec.ServiceDefaults;

/// <summary>What every service of the application has in common: telemetry, health, quiet request logs, a clean stop.</summary>
public static class Extensions
{
    /// <summary>Path of the readiness answer: all health checks.</summary>
    public const string HealthPath = "/health";

    /// <summary>Path of the liveness answer: the checks tagged <c>live</c>.</summary>
    public const string AlivePath = "/alive";

    private const string LiveTag = "live";

    /// <summary>
    /// Adds telemetry, the <c>self</c> health check and one log line per request. Deliberately leaves HTTP clients alone:
    /// retries and service discovery are chosen per client with <see cref="HttpClientExtensions"/>.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.AddServiceDiscovery();

        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Services.AddTransient<IStartupFilter, RequestLogStartupFilter>();

        if (builder.Configuration[StdinStopService.Switch] == "1")
            builder.Services.AddHostedService<StdinStopService>();

        return builder;
    }

    /// <summary>Maps <see cref="HealthPath"/> and <see cref="AlivePath"/> in every environment: orchestrators probe them in production too.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(HealthPath).AllowAnonymous().DisableHttpMetrics().Quiet();
        app.MapHealthChecks(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) })
            .AllowAnonymous().DisableHttpMetrics().Quiet();
        return app;
    }

    /// <summary>Whether a request asks for health, which is polled all the time and so is kept out of the traces.</summary>
    internal static bool IsHealthRequest(HttpContext context) =>
        context.Request.Path.StartsWithSegments(HealthPath) || context.Request.Path.StartsWithSegments(AlivePath);
}
