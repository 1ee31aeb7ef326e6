namespace SecureExec.Benchmarks;

/// <summary>What one figure is about.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">Unit of the samples. Less is better, but for those per second.</param>
/// <param name="Bound">What it is to reach; null for none.</param>
internal sealed record FigureHead(string Name, string Unit, Bound? Bound = null);
