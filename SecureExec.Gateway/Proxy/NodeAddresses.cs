namespace SecureExec.Gateway.Proxy;

/// <summary>Reads the pool nodes' addresses from service discovery configuration: <c>services:sidecar:http:0</c>, <c>:1</c>, …</summary>
internal static class NodeAddresses
{
    /// <summary>Name of the service.</summary>
    public const string ServiceName = "sidecar";

    /// <summary>The addresses, each once, in the order of configuration; encrypted ones first.</summary>
    /// <exception cref="InvalidOperationException">A value is not an HTTP address.</exception>
    public static IReadOnlyList<Uri> Read(IConfiguration configuration)
    {
        var service = configuration.GetSection("services").GetSection(ServiceName);
        return [.. service.GetSection("https").GetChildren().Concat(service.GetSection("http").GetChildren()).Select(Parse).Distinct()];
    }

    private static Uri Parse(IConfigurationSection section)
    {
        if (Uri.TryCreate(section.Value, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
        {
            return new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
        }

        throw new InvalidOperationException($"{section.Path} is not an HTTP address: '{section.Value}'.");
    }
}
