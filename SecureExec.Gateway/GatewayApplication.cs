using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using SecureExec.Contracts;
using SecureExec.Gateway.Auth;
using SecureExec.Gateway.Configuration;
using SecureExec.Gateway.Endpoints;
using SecureExec.Gateway.OpenApi;
using SecureExec.Gateway.Policies;
using SecureExec.Gateway.Proxy;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway;

/// <summary>Composes the gateway: services first, then the pipeline.</summary>
internal static class GatewayApplication
{
    /// <summary>The address of a gateway that was told none.</summary>
    public const string DefaultAddress = "http://127.0.0.1:8080";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.UseDefaultUrl(DefaultAddress);
        builder.AddServiceDefaults();
        AddServices(builder.Services);

        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddGatewayOptions();
        services.AddServiceProblems();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJsonContext.Default);
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.MaxDepth = ContractsJsonContext.MaxDepth;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddGatewayOpenApi();

        services.AddSingleton<DataDirectory>();
        services.AddSingleton<ConsoleNotice>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<IPolicyStore, SqlitePolicyStore>();
        services.AddHostedService<GatewayStartup>();

        // The core alone: the full package would keep a ring of keys on disk for cookies that are never made.
        services.AddAuthenticationCore(options => options.DefaultScheme = ApiKeyHandler.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();

        services.AddHttpForwarder();
        services.AddSingleton<NodeTransport>();
        services.AddSingleton<NodeDirectory>();
        services.AddSingleton<NodeForwarder>();
        services.AddSingleton<RuntimeEventSource>();
        services.AddSingleton<PolicyResolver>();
        services.AddHostedService<NodePoller>();
        services.AddHealthChecks().AddCheck<NodeHealthCheck>("nodes");
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapDefaultEndpoints();
        app.MapGatewayOpenApi();

        var api = app.MapGroup("/v1").RequireAuthorization().ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapRunEndpoints();
        api.MapRuntimeEndpoints();
        api.MapFileEndpoints();
        api.MapEventEndpoints();
        api.MapPolicyEndpoints();
        api.MapNodeEndpoints();
    }
}
