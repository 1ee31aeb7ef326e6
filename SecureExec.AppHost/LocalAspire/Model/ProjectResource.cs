namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project of the solution, run as one process from its built output.</summary>
/// <param name="name">Unique resource name.</param>
internal sealed class ProjectResource(string name)
    : IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IList<IResourceAnnotation> Annotations { get; } = [];
}
