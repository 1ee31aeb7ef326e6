using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

public sealed class PooledRuntimeTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly SteppedTime _time = new();

    [Fact]
    public void TryCloseIdle_BeforeItsTime_ReturnsFalse()
    {
        var runtime = NewRuntime();
        _time.Step(Idle - TimeSpan.FromMilliseconds(1));

        Assert.False(runtime.TryCloseIdle());
    }

    [Fact]
    public void TryCloseIdle_AfterItsTime_ClosesOnce()
    {
        var runtime = NewRuntime();
        _time.Step(Idle);

        Assert.True(runtime.TryCloseIdle());
        Assert.False(runtime.TryCloseIdle());
        Assert.False(runtime.TryClose());
        Assert.Null(runtime.Use());
    }

    [Fact]
    public void TryCloseIdle_InUse_ReturnsFalse()
    {
        var runtime = NewRuntime();
        using var use = runtime.Use();
        _time.Step(Idle * 10);

        Assert.False(runtime.TryCloseIdle());
    }

    [Fact]
    public void TryCloseIdle_AfterUse_CountsFromItsEnd()
    {
        var runtime = NewRuntime();
        var use = runtime.Use()!;
        _time.Step(Idle * 10);
        use.Dispose();
        use.Dispose();

        Assert.False(runtime.TryCloseIdle());
        _time.Step(Idle);
        Assert.True(runtime.TryCloseIdle());
    }

    private PooledRuntime NewRuntime()
    {
        var request = new CreateRuntimeRequest();
        return new PooledRuntime("id", "node1", request, new FakeGuest(request), Idle, _time);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Step(TimeSpan by) => _now += by;
    }
}
