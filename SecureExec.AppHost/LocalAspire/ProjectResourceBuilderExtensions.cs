using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds projects and parameters to the model.</summary>
internal static class ProjectResourceBuilderExtensions
{
    /// <summary>Variable that makes a service stop when its standard input ends, so that a killed AppHost leaves nothing behind.</summary>
    public const string StopOnStdinEof = "SECUREEXEC_STOP_ON_STDIN_EOF";

    /// <summary>Adds a value; the setting <c>Parameters:name</c> overrides the computed one.</summary>
    /// <param name="builder">The model.</param>
    /// <param name="name">Unique resource name.</param>
    /// <param name="valueGetter">Computes the value, once.</param>
    /// <param name="publishValueAsDefault">Only of use when publishing, which this orchestrator does not do.</param>
    /// <param name="secret">Whether the value must never be printed.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        Func<string> valueGetter,
        bool publishValueAsDefault = false,
        bool secret = false)
    {
        _ = publishValueAsDefault;
        var parameter = new ParameterResource(name, () => builder.Configuration[$"Parameters:{name}"] ?? valueGetter(), secret);
        builder.Resources.Add(parameter);
        return new ResourceBuilder<ParameterResource>(parameter, builder);
    }

    /// <summary>Adds a project with the endpoints and variables of its launch profile.</summary>
    /// <typeparam name="TProject">The generated class of the project reference.</typeparam>
    /// <param name="builder">The model.</param>
    /// <param name="name">Unique resource name.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var metadata = new TProject();
        var project = new ProjectResource(name);
        project.Annotations.Add(metadata);
        if (LaunchProfile.Read(metadata.ProjectPath, builder.Configuration["DOTNET_LAUNCH_PROFILE"]) is { } profile)
        {
            AddProfile(project, profile);
        }
        project.Annotations.Add(new EnvironmentAnnotation(environment => AddDefaults(environment, project, builder)));
        builder.Resources.Add(project);
        return new ResourceBuilder<ProjectResource>(project, builder);
    }

    private static void AddProfile(ProjectResource project, LaunchProfile profile)
    {
        foreach (var address in profile.Addresses)
        {
            project.Annotations.Add(
                new EndpointAnnotation(address.Scheme, address.Scheme) { Port = address.Port, TargetHost = address.Host });
        }
        project.Annotations.Add(new EnvironmentAnnotation(environment =>
        {
            environment["DOTNET_LAUNCH_PROFILE"] = profile.Name;
            foreach (var (name, value) in profile.Environment) environment[name] = value;
        }));
    }

    // The variables that Aspire gives to a project in run mode, as far as they apply without its proxy and collector.
    private static void AddDefaults(
        IDictionary<string, string> environment, ProjectResource project, IDistributedApplicationBuilder builder)
    {
        environment["ASPNETCORE_URLS"] = string.Join(';', project.Of<EndpointAnnotation>().Select(e => e.Url));
        environment["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        environment["OTEL_SERVICE_NAME"] = project.Name;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={project.Name}";
        environment["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        environment[StopOnStdinEof] = "1";
        // Only for a configured collector: exporters would retry against nothing.
        if (builder.Configuration["SecureExec:OtlpEndpoint"] is { Length: > 0 } collector)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
        }
    }
}
