namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a fact attached to a resource.</summary>
internal interface IResourceAnnotation;

/// <summary>One named part of the application.</summary>
internal interface IResource
{
    /// <summary>Unique name, also the service discovery name and the console prefix.</summary>
    string Name { get; }

    /// <summary>Facts attached to the resource, in the order they were added.</summary>
    IList<IResourceAnnotation> Annotations { get; }
}

/// <summary>A resource that runs with environment variables.</summary>
internal interface IResourceWithEnvironment : IResource;

/// <summary>A resource that runs with command line arguments.</summary>
internal interface IResourceWithArgs : IResource;

/// <summary>A resource that listens on endpoints.</summary>
internal interface IResourceWithEndpoints : IResource;

/// <summary>A resource that others find by name.</summary>
internal interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>A resource whose start can wait for another resource.</summary>
internal interface IResourceWithWaitSupport : IResource;
