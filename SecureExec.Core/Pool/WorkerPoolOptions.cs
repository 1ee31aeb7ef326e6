namespace SecureExec;

/// <summary>What a <see cref="WorkerPool"/> is made of.</summary>
public sealed record WorkerPoolOptions
{
    /// <summary>Directory of the worker, or its executable; null takes <c>secureexec-worker/</c> beside the application.</summary>
    public string? WorkerPath { get; init; }

    /// <summary>Started, never used workers kept ready; 0 to <see cref="MaxWorkers"/>.</summary>
    public int Spares { get; init; } = 1;

    /// <summary>Workers in use at the same time at most; a caller beyond it waits. 1 to 4096.</summary>
    public int MaxWorkers { get; init; } = 64;

    /// <summary>Whether isolates may boot from the start-up snapshot: false compares with, and tests, the code cache alone.</summary>
    internal bool UseSnapshot { get; init; } = true;

    /// <summary>True refuses workers that the operating system does not lock down in full; see <see cref="NodeRuntimeOptions.RequireLockdown"/>.</summary>
    public bool RequireLockdown { get; init; }

    internal void EnsureValid()
    {
        if (MaxWorkers is < 1 or > 4096) throw new ArgumentException($"{nameof(MaxWorkers)} must be from 1 to 4096, not {MaxWorkers}.", nameof(MaxWorkers));
        if (Spares < 0 || Spares > MaxWorkers) throw new ArgumentException($"{nameof(Spares)} must be from 0 to {nameof(MaxWorkers)} ({MaxWorkers}), not {Spares}.", nameof(Spares));
    }
}
