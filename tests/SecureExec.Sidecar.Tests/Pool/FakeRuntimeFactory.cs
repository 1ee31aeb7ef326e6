using System.Collections.Concurrent;
using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

/// <summary>Makes <see cref="FakeGuest"/>s and remembers them.</summary>
internal sealed class FakeRuntimeFactory : IRuntimeFactory
{
    public static IsolationInfo NotLockedDown { get; } = new() { LockedDown = false, Summary = "Nothing confines it." };

    public ConcurrentQueue<FakeGuest> Guests { get; } = new();

    public Action<FakeGuest> OnCreate { get; set; } = _ => { };

    public IsolationInfo Isolation => NotLockedDown;

    public Task<IsolationInfo> WarmUpAsync(CancellationToken cancellationToken) => Task.FromResult(NotLockedDown);

    public Task<IGuestRuntime> CreateAsync(CreateRuntimeRequest request, CancellationToken cancellationToken)
    {
        var guest = new FakeGuest(request);
        OnCreate(guest);
        Guests.Enqueue(guest);
        return Task.FromResult<IGuestRuntime>(guest);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
