namespace SecureExec.Benchmarks;

/// <summary>Figures that are sampled together.</summary>
internal sealed record Measurement
{
    /// <summary>The figures, one for each value of a sample.</summary>
    internal required IReadOnlyList<FigureHead> Heads { get; init; }

    /// <summary>Samples of each side.</summary>
    internal required int Samples { get; init; }

    /// <summary>Whether a sample is taken of each side before those that count.</summary>
    internal bool WarmsUp { get; init; } = true;

    /// <summary>Whether how an isolate boots matters: then every way of it is measured.</summary>
    internal bool IsAboutBoot { get; init; }

    /// <summary>Makes the sandbox's side.</summary>
    internal required Func<Variant, Task<Contestant>> Sandbox { get; init; }

    /// <summary>Makes Node's side; null where it has nothing to compare.</summary>
    internal Func<Task<Contestant>>? Node { get; init; }
}
