namespace SecureExec.Core.Tests.Api;

/// <summary>One runtime for all tests of a class: each run is a process of its own.</summary>
public sealed class SharedRuntime : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal NodeRuntime Runtime { get; private set; } = null!;

    public async Task InitializeAsync() => Runtime = await RealWorker.StartAsync();

    public async Task DisposeAsync() => await Runtime.DisposeAsync();
}
