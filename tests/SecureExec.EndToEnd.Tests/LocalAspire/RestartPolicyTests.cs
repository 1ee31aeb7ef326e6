using Aspire.Hosting;

namespace SecureExec.EndToEnd.Tests.LocalAspire;

public sealed class RestartPolicyTests
{
    [Fact]
    public void NextDelay_QuickEnds_DoublesThenGivesUp()
    {
        var policy = new RestartPolicy();

        var delays = Enumerable.Range(0, RestartPolicy.MaxQuickEnds).Select(_ => policy.NextDelay(TimeSpan.Zero)?.TotalMilliseconds);

        Assert.Equal([250, 500, 1000, 2000, 4000, null], delays);
    }

    [Fact]
    public void NextDelay_LongLifeBetween_StartsOver()
    {
        var policy = new RestartPolicy();
        policy.NextDelay(TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, policy.NextDelay(TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.FromMilliseconds(250), policy.NextDelay(TimeSpan.Zero));
    }
}
