using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace SecureExec.ServiceDefaults;

/// <summary>OpenTelemetry logs, metrics and traces; exported only when a collector is configured.</summary>
internal static class TelemetryExtensions
{
    private const string ExporterEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("SecureExec.*"))
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName, "SecureExec.*")
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !Extensions.IsHealthRequest(context))
                .AddHttpClientInstrumentation());

        if (!string.IsNullOrWhiteSpace(builder.Configuration[ExporterEndpoint]))
            telemetry.UseOtlpExporter();
    }
}
