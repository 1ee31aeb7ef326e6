using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary><c>process[exit_info_private_symbol]</c>: three integers that Node's library and the engine share.</summary>
internal sealed unsafe class ExitInfo : ICarried
{
    private const int ExitCode = 1, HasExitCode = 2;

    public const int Fields = 3;

    public int* Page { get; set; }

    /// <summary>What the guest set as <c>process.exitCode</c>, or else <paramref name="fallback"/>.</summary>
    public int CodeOr(int fallback) => Page != null && Page[HasExitCode] != 0 ? Page[ExitCode] : fallback;

    public void Carry(StateCarrier carrier) => Page = carrier.Page(Page);
}
