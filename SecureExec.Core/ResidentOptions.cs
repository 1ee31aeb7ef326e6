namespace SecureExec;

/// <summary>What a resident runner or a context is made of.</summary>
public sealed record ResidentOptions
{
    /// <summary>Variables added to the runtime's environment for its process.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Absolute guest path of the working directory, where relative and bare imports start; the runtime's when null.</summary>
    public string? Cwd { get; init; }

    /// <summary>Called with standard output that belongs to no call under way, for example of a timer that a call left behind. One thread at a time; the memory is valid only during the call. Null drops it.</summary>
    public Action<ReadOnlyMemory<byte>>? OnStdout { get; init; }

    /// <summary>As <see cref="OnStdout"/>, for standard error.</summary>
    public Action<ReadOnlyMemory<byte>>? OnStderr { get; init; }

    /// <summary>Calls under way at once in a resident runner; more wait for their turn. 1 to 512. A context takes one at a time whatever this says.</summary>
    public int MaxConcurrentCalls { get; init; } = 32;
}
