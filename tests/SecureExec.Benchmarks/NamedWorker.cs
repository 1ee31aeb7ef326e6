namespace SecureExec.Benchmarks;

/// <summary>A worker to measure, and its name in the table.</summary>
/// <param name="Name">For example <c>aot</c>.</param>
/// <param name="Path">Directory or executable; null for the one beside this program.</param>
internal sealed record NamedWorker(string Name, string? Path);
