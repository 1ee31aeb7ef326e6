namespace SecureExec;

/// <summary>No worker was found. <see cref="SearchedPaths"/> says where it was looked for.</summary>
public sealed class WorkerNotFoundException : SecureExecException
{
    /// <summary>Makes the exception from the paths that were searched, in order.</summary>
    public WorkerNotFoundException(IReadOnlyList<string> searchedPaths)
        : base(Describe(searchedPaths)) => SearchedPaths = searchedPaths;

    /// <summary>Full paths that were searched, in order.</summary>
    public IReadOnlyList<string> SearchedPaths { get; }

    private static string Describe(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return $"The SecureExec worker was not found. Searched: {string.Join(", ", paths)}. Building a project that references SecureExec.Core puts it into secureexec-worker/ of the output; elsewhere set WorkerPath.";
    }
}
