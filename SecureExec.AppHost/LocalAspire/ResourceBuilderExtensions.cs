using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds facts to resources; names and signatures are Aspire's.</summary>
internal static class ResourceBuilderExtensions
{
    /// <summary>Sets a variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment =>
        builder.With(new EnvironmentAnnotation(environment => environment[name] = value ?? ""));

    /// <summary>Sets a variable to a parameter's value.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment =>
        builder.With(new EnvironmentAnnotation(environment => environment[name] = parameter.Resource.CurrentValue));

    /// <summary>Sets a variable to an endpoint's address.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment =>
        builder.With(new EnvironmentAnnotation(environment => environment[name] = endpointReference.Url));

    /// <summary>Appends command line arguments.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs =>
        builder.With(new ArgsAnnotation(args));

    /// <summary>Changes an endpoint of the launch profile.</summary>
    /// <exception cref="InvalidOperationException">There is no such endpoint.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback)
        where T : IResourceWithEndpoints
    {
        callback(builder.Resource.Endpoint(endpointName));
        return builder;
    }

    /// <summary>The endpoint of that name.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints =>
        new(builder.Resource, name);

    /// <summary>Marks all endpoints as used by people outside the application.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Of<EndpointAnnotation>()) endpoint.IsExternal = true;
        return builder;
    }

    /// <summary>Says how health is asked.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints =>
        builder.With(new HealthCheckAnnotation(path ?? "/", statusCode ?? 200));

    /// <summary>Says how an endpoint is shown to people.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource =>
        builder.With(new UrlDisplayAnnotation(endpointName, callback));

    /// <summary>Holds the start back until another resource is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport =>
        builder.With(new WaitAnnotation(dependency.Resource));

    /// <summary>Lets the resource find another one by name, through service discovery's settings.</summary>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where T : IResourceWithEnvironment =>
        builder.With(new EnvironmentAnnotation(environment =>
        {
            foreach (var endpoint in source.Resource.Of<EndpointAnnotation>())
            {
                environment[$"{Encode(source.Resource.Name)}_{Encode(endpoint.Name)}"] = endpoint.Url;
                environment[$"services__{source.Resource.Name}__{endpoint.Name}__0"] = endpoint.Url;
            }
        }));

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, IResourceAnnotation annotation)
        where T : IResource
    {
        builder.Resource.Annotations.Add(annotation);
        return builder;
    }

    private static string Encode(string name) =>
        string.Concat(name.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
