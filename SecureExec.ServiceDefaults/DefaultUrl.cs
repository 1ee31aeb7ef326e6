using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace SecureExec.ServiceDefaults;

/// <summary>The address of a service that was told none.</summary>
public static class DefaultUrl
{
    /// <summary>
    /// Listens on <paramref name="url"/> unless configuration names addresses. It is done in code because a value in
    /// appsettings.json would win over the environment's <c>ASPNETCORE_URLS</c>.
    /// </summary>
    public static void UseDefaultUrl(this WebApplicationBuilder builder, string url)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null
            && configuration["http_ports"] is null
            && configuration["https_ports"] is null
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(url);
        }
    }
}
