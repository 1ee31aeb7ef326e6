using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Warnings at 80 %, once, and again after 50 %.</summary>
public sealed class LimitWatchTests
{
    [Fact]
    public void Observe_UseThatRisesAndFalls_IsToldAtItsEdges()
    {
        var told = new List<long>();
        var watch = new LimitWatch("x", "resource", 100, warning => told.Add(warning.Observed));
        foreach (long used in new long[] { 79, 80, 81, 100, 60, 85, 50, 90, 49, 79, 80, 80 }) watch.Observe(used);
        Assert.Equal([80, 80], told);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    [InlineData(10, 8)]
    [InlineData(256, 205)]
    public void Threshold_SmallLimits_IsAtLeastFourFifths(long capacity, long threshold) =>
        Assert.Equal(threshold, new LimitWatch("x", "resource", capacity, null).Threshold);

    [Fact]
    public void Budget_WithAWatch_TellsWhatIsChargedAndReleased()
    {
        var told = new List<LimitWarning>();
        var budget = new Budget(10) { Watch = new LimitWatch("vm_x", "resource", 10, told.Add) };
        Assert.True(budget.TryCharge(7));
        Assert.Empty(told);
        Assert.True(budget.TryCharge(1));
        Assert.False(budget.TryCharge(3));
        budget.Release(3);
        Assert.True(budget.TryCharge(3));
        LimitWarning warning = Assert.Single(told);
        Assert.Equal(("vm_x", 8L, 10L, 80), (warning.Limit, warning.Observed, warning.Capacity, warning.FillPercent));
        budget.Release(5);
        budget.Release(1);
        Assert.True(budget.TryCharge(8));
        Assert.Equal(2, told.Count);
    }
}
