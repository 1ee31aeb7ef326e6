using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Collects the resources of the application.</summary>
internal interface IDistributedApplicationBuilder
{
    /// <summary>Settings: appsettings.json, environment, command line.</summary>
    IConfigurationManager Configuration { get; }

    /// <summary>Resources added so far.</summary>
    IList<IResource> Resources { get; }

    /// <summary>Closes the model and makes it runnable.</summary>
    DistributedApplication Build();
}

/// <inheritdoc/>
/// <param name="args">Command line of the application.</param>
internal sealed class DistributedApplicationBuilder(string[] args) : IDistributedApplicationBuilder
{
    /// <inheritdoc/>
    public IConfigurationManager Configuration { get; } = ReadSettings(args);

    /// <inheritdoc/>
    public IList<IResource> Resources { get; } = [];

    /// <inheritdoc/>
    public DistributedApplication Build() => new(this);

    private static ConfigurationManager ReadSettings(string[] args)
    {
        var settings = new ConfigurationManager();
        settings.AddJsonFile("appsettings.json", optional: true);
        settings.AddEnvironmentVariables();
        settings.AddCommandLine(args);
        return settings;
    }
}
