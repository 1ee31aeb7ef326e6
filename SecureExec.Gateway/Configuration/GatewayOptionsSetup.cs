namespace SecureExec.Gateway.Configuration;

/// <summary>Binds and checks <see cref="GatewayOptions"/>.</summary>
internal static class GatewayOptionsSetup
{
    public static void AddGatewayOptions(this IServiceCollection services) =>
        services.AddOptions<GatewayOptions>()
            .BindConfiguration(GatewayOptions.Section)
            .Configure<IConfiguration>((options, configuration) =>
            {
                options.DataDirectory = configuration[GatewayOptions.DataVariable] ?? options.DataDirectory;
                options.ApiKey = configuration[GatewayOptions.ApiKeyVariable] ?? options.ApiKey;
                options.NodeToken = configuration[GatewayOptions.NodeTokenVariable] ?? options.NodeToken;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
