namespace SecureExec;

/// <summary>The worker found is of another version than this library.</summary>
public sealed class WorkerVersionException : SecureExecException
{
    internal WorkerVersionException(string path, string hostVersion, int hostProtocol, string workerVersion, int workerProtocol)
        : base($"The worker at {path} is version {workerVersion} (protocol {workerProtocol}); this library is version {hostVersion} (protocol {hostProtocol}) and needs exactly its own. Searched: {path}.")
    {
        WorkerPath = path;
        WorkerVersion = workerVersion;
        HostVersion = hostVersion;
    }

    /// <summary>The worker's executable.</summary>
    public string WorkerPath { get; }

    /// <summary>The worker's version as it states it.</summary>
    public string WorkerVersion { get; }

    /// <summary>This library's version.</summary>
    public string HostVersion { get; }
}
