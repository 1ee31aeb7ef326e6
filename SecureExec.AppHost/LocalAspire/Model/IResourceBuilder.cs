namespace Aspire.Hosting.ApplicationModel;

/// <summary>Handle with which extension methods add facts to a resource.</summary>
/// <typeparam name="T">Kind of resource.</typeparam>
internal interface IResourceBuilder<out T> where T : IResource
{
    /// <summary>The resource.</summary>
    T Resource { get; }

    /// <summary>The application it belongs to.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }
}

/// <inheritdoc cref="IResourceBuilder{T}"/>
internal sealed class ResourceBuilder<T>(T resource, IDistributedApplicationBuilder applicationBuilder) : IResourceBuilder<T>
    where T : IResource
{
    /// <inheritdoc/>
    public T Resource => resource;

    /// <inheritdoc/>
    public IDistributedApplicationBuilder ApplicationBuilder => applicationBuilder;
}
