using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>Makes runtimes.</summary>
internal interface IRuntimeFactory : IAsyncDisposable
{
    /// <summary>How the workers are locked down; known after <see cref="WarmUpAsync"/>.</summary>
    IsolationInfo Isolation { get; }

    /// <summary>Starts the spare workers and waits until they are ready.</summary>
    /// <exception cref="SecureExecException">No worker can be started.</exception>
    Task<IsolationInfo> WarmUpAsync(CancellationToken cancellationToken);

    /// <summary>Makes a runtime.</summary>
    /// <param name="request">A checked request with its policy resolved.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecureExecException">No worker can be started.</exception>
    /// <exception cref="ArgumentException">The request cannot be met; the message says what is wrong with it.</exception>
    Task<IGuestRuntime> CreateAsync(CreateRuntimeRequest request, CancellationToken cancellationToken);
}
