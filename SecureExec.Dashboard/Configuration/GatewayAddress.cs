namespace SecureExec.Dashboard.Configuration;

/// <summary>Where the gateway is.</summary>
internal static class GatewayAddress
{
    private const string DiscoveredName = "http://gateway/";
    private const string OnThisMachine = "http://127.0.0.1:8080/";

    /// <summary>The configured address, else the name that service discovery resolves, else the gateway's default.</summary>
    public static Uri Choose(DashboardOptions options, IConfiguration configuration)
    {
        if (!string.IsNullOrWhiteSpace(options.GatewayUrl)) return new Uri(options.GatewayUrl.TrimEnd('/') + "/");
        var isDiscovered = configuration.GetSection("services:gateway").GetChildren().Any();
        return new Uri(isDiscovered ? DiscoveredName : OnThisMachine);
    }
}
