namespace SecureExec;

/// <summary>How long one phase of a boot took.</summary>
/// <param name="Phase"><c>worker</c> (a worker was leased or started), <c>configure</c> (the VM was made), <c>files</c> (its files were written); one each boot, in this order.</param>
/// <param name="Duration">Wall-clock time.</param>
public sealed record BootTiming(string Phase, TimeSpan Duration);
