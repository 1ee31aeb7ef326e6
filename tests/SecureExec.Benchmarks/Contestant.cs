namespace SecureExec.Benchmarks;

/// <summary>One side of a measurement, ready to be sampled.</summary>
/// <param name="take">Takes one sample: a value for each head of the measurement.</param>
/// <param name="settle">Waits, outside the measured time, until the next sample finds what a caller at rest would find.</param>
/// <param name="close">Ends what was started.</param>
internal sealed class Contestant(Func<Task<IReadOnlyList<double>>> take, Func<Task>? settle = null, Func<ValueTask>? close = null) : IAsyncDisposable
{
    /// <summary>For measurements of one value.</summary>
    internal static Contestant Of(Func<Task<double>> take, Func<Task>? settle = null, Func<ValueTask>? close = null) =>
        new(async () => [await take()], settle, close);

    internal async Task<IReadOnlyList<double>> TakeAsync()
    {
        if (settle is not null) await settle();
        return await take();
    }

    public ValueTask DisposeAsync() => close?.Invoke() ?? ValueTask.CompletedTask;
}
