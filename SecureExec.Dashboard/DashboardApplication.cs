using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;
using SecureExec.Dashboard.Authentication;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Components;
using SecureExec.Dashboard.Configuration;
using SecureExec.Dashboard.Model;
using SecureExec.ServiceDefaults;

namespace SecureExec.Dashboard;

/// <summary>Composes the dashboard: services first, then the pipeline.</summary>
internal static class DashboardApplication
{
    /// <summary>The address of a dashboard that was told none.</summary>
    public const string DefaultAddress = "http://127.0.0.1:8081";

    private const string HomePath = "/runtimes";

    /// <summary>Builds the application, ready to run.</summary>
    /// <param name="args">Command line.</param>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        // Also outside Development: the application is run from its build output as well as published.
        builder.WebHost.UseStaticWebAssets();
        builder.UseDefaultUrl(DefaultAddress);
        builder.AddServiceDefaults();
        AddServices(builder.Services);

        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddOptions<DashboardOptions>()
            .BindConfiguration(DashboardOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddOptions<Microsoft.AspNetCore.SignalR.HubOptions>()
            .Configure<IOptions<DashboardOptions>>((hub, options) => hub.MaximumReceiveMessageSize = options.Value.MaxMessageBytes);
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);

        AddSessions(services);
        services.AddScoped<IApiKeySource, SessionApiKeySource>();
        services.AddHttpClient<IGatewayClient, GatewayClient>((provider, client) =>
            {
                client.BaseAddress = GatewayAddress.Choose(
                    provider.GetRequiredService<IOptions<DashboardOptions>>().Value,
                    provider.GetRequiredService<IConfiguration>());
                // Each call has its own limit; a run may take minutes.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .AddNamedServices();
        services.AddSingleton(TimeProvider.System);
        services.AddScoped<RuntimeFeed>();
        services.AddScoped<ThemeViewModel>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<DashboardOptions>>((cookie, options) =>
            {
                cookie.Cookie.Name = "secureexec-session";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.LoginPath = SessionEndpoints.LoginPath;
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.ExpireTimeSpan = TimeSpan.FromHours(options.Value.SessionHours);
                cookie.SlidingExpiration = true;
            });
        // Every endpoint that does not say otherwise needs a session, the circuit's hub included.
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapDefaultEndpoints();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSessionEndpoints();
        app.MapGet("/", () => Results.LocalRedirect(HomePath));
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
