namespace SecureExec.Sidecar.Worker;

/// <summary>The system's clock in steps of one millisecond, so that file times are no better clock than the guest's others.</summary>
internal sealed class CoarseTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
