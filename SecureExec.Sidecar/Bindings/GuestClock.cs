using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>How fine a guest's clocks are: steps of one millisecond, unless the runtime was made with high resolution.</summary>
internal static class GuestClock
{
    private const double Step = 1_000_000;

    /// <summary>A time or duration in nanoseconds as the guest may see it.</summary>
    public static double Nanoseconds(Realm realm, double exact) => realm.Guest.Program is { HighResolutionTime: true } ? exact : Math.Floor(exact / Step) * Step;
}
