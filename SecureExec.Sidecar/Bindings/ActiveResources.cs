namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// What keeps a process busy, as <c>process.getActiveResourcesInfo()</c> tells it: requests in flight and open handles of native code.
/// Loop's thread.
/// </summary>
internal sealed class ActiveResources
{
    private readonly Dictionary<object, Resource> _requests = [], _handles = [];
    private long _next;

    /// <summary>A request has begun; <paramref name="wrapper"/> is its object (a persistent handle), 0: it has none.</summary>
    public void BeginRequest(object key, string name, nint wrapper) => _requests[key] = new Resource(_next++, name, wrapper, null);

    public void EndRequest(object key) => _requests.Remove(key);

    /// <summary>A handle is open; it counts while <paramref name="isReferenced"/> says so.</summary>
    public void Open(object key, string name, nint wrapper, Func<bool> isReferenced) => _handles[key] = new Resource(_next++, name, wrapper, isReferenced);

    public void Close(object key) => _handles.Remove(key);

    /// <summary>Names of the requests, then of the referenced handles, oldest first.</summary>
    public IEnumerable<string> Names => Sorted(_requests).Concat(Sorted(_handles)).Select(resource => resource.Name);

    /// <summary>The requests' objects.</summary>
    public IReadOnlyList<nint> Requests => Objects(_requests);

    /// <summary>The referenced handles' objects.</summary>
    public IReadOnlyList<nint> Handles => Objects(_handles);

    private static IReadOnlyList<nint> Objects(Dictionary<object, Resource> resources) =>
        [.. Sorted(resources).Where(resource => resource.Wrapper != 0).Select(resource => resource.Wrapper)];

    private static IEnumerable<Resource> Sorted(Dictionary<object, Resource> resources) =>
        resources.Values.Where(resource => resource.IsReferenced?.Invoke() != false).OrderBy(resource => resource.Number);

    private sealed record Resource(long Number, string Name, nint Wrapper, Func<bool>? IsReferenced);
}
