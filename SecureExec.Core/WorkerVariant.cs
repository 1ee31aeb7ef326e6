namespace SecureExec;

/// <summary>What a worker is made of; its lock-down depends on it.</summary>
public enum WorkerVariant
{
    /// <summary>No worker was started yet.</summary>
    None,

    /// <summary>Compiled ahead of time: it opens nothing but its own files and a few libraries, and only until it is warm.</summary>
    NativeCode,

    /// <summary>Runs on the .NET runtime: it needs the runtime's folder, /proc and /sys to start, keeps the runtime's descriptors open and may make executable memory.</summary>
    DotNetRuntime,
}
