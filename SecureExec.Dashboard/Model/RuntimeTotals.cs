namespace SecureExec.Dashboard.Model;

/// <summary>Sums over all runtimes.</summary>
/// <param name="Runtimes">Runtimes alive.</param>
/// <param name="Running">Of these, with a run going on.</param>
/// <param name="Runs">Runs started so far.</param>
/// <param name="MemoryBytes">Resident memory of their workers.</param>
public sealed record RuntimeTotals(int Runtimes, int Running, long Runs, long MemoryBytes);
