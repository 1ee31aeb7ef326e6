using SecureExec.Broker.Egress;
using SecureExec.Core.Tests.Kernel;

namespace SecureExec.Core.Tests.Broker.Egress;

public sealed class EgressMeterTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Rate_GrowsBackWithTimeUpToOneSecond()
    {
        var meter = new EgressMeter(ResourceLimits.Default with { EgressBytesPerSecond = 1024 }, _clock);
        Assert.True(meter.TryPace(1024));
        Assert.False(meter.TryPace(1));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(meter.TryPace(512));
        Assert.False(meter.TryPace(1));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(meter.TryPace(1025));
        Assert.True(meter.TryPace(1024));
    }

    [Fact]
    public async Task Pace_BeyondTheRate_Waits()
    {
        var meter = new EgressMeter(ResourceLimits.Default with { EgressBytesPerSecond = 1024 }, _clock);
        Assert.True(meter.PaceAsync(1024, CancellationToken.None).AsTask().IsCompletedSuccessfully);
        using var over = new CancellationTokenSource();
        Task waiting = meter.PaceAsync(1024 * 3600, over.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void Total_IsNeverExceeded()
    {
        var meter = new EgressMeter(ResourceLimits.Default with { MaxEgressBytes = 10 }, _clock);
        Assert.True(meter.TryCharge(10));
        Assert.False(meter.TryCharge(1));
        Assert.True(meter.TryCharge(0));
    }
}
