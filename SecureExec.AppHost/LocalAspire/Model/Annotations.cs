namespace Aspire.Hosting.ApplicationModel;

/// <summary>Sets variables of the process when it is started.</summary>
/// <param name="Apply">Writes into the environment; later annotations win.</param>
internal sealed record EnvironmentAnnotation(Action<IDictionary<string, string>> Apply) : IResourceAnnotation;

/// <summary>Appends command line arguments.</summary>
/// <param name="Args">The arguments.</param>
internal sealed record ArgsAnnotation(IReadOnlyList<string> Args) : IResourceAnnotation;

/// <summary>Holds the start back until another resource is healthy.</summary>
/// <param name="Dependency">The other resource.</param>
internal sealed record WaitAnnotation(IResource Dependency) : IResourceAnnotation;

/// <summary>Says how health is asked.</summary>
/// <param name="Path">Path on the resource's first endpoint.</param>
/// <param name="StatusCode">Status code of a healthy answer.</param>
internal sealed record HealthCheckAnnotation(string Path, int StatusCode) : IResourceAnnotation;

/// <summary>Says how an endpoint is shown to people.</summary>
/// <param name="EndpointName">Name of the endpoint.</param>
/// <param name="Configure">Changes the shown address.</param>
internal sealed record UrlDisplayAnnotation(string EndpointName, Action<ResourceUrlAnnotation> Configure) : IResourceAnnotation;

/// <summary>Reading of annotations.</summary>
internal static class AnnotationExtensions
{
    /// <summary>The resource's annotations of one kind, in order.</summary>
    public static IEnumerable<T> Of<T>(this IResource resource) where T : IResourceAnnotation =>
        resource.Annotations.OfType<T>();

    /// <summary>The endpoint of that name.</summary>
    /// <exception cref="InvalidOperationException">There is none: the project's launchSettings.json has no such address.</exception>
    public static EndpointAnnotation Endpoint(this IResource resource, string name) =>
        resource.Of<EndpointAnnotation>().FirstOrDefault(e => e.Name == name)
        ?? throw new InvalidOperationException($"Resource '{resource.Name}' has no endpoint '{name}'.");
}
