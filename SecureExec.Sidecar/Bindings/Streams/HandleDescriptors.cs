namespace SecureExec.Sidecar.Bindings;

/// <summary>The descriptors that handles of an event loop wait on: as in libuv, each is waited on by one at most (EEXIST). Loop's thread.</summary>
internal sealed class HandleDescriptors
{
    private readonly HashSet<int> _watched = [];

    public bool IsWatched(int fd) => _watched.Contains(fd);

    public void Set(int fd, bool watched)
    {
        if (watched)
            _watched.Add(fd);
        else
            _watched.Remove(fd);
    }
}
