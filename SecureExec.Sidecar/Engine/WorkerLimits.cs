namespace SecureExec.Sidecar.Engine;

/// <summary>The <c>resourceLimits</c> of a worker thread, in MiB: what was asked for, and what holds.</summary>
internal sealed record WorkerLimits(double YoungGeneration, double OldGeneration, double CodeRange, double Stack)
{
    public const int YoungIndex = 0, OldIndex = 1, CodeRangeIndex = 2, StackIndex = 3, Count = 4;

    // As Node's: what V8 chooses by itself, and the stack of a thread.
    private const double DefaultYoung = 48, DefaultCodeRange = 64, DefaultStack = 4, SmallestStack = 0.1875;
    private const double MiB = 1 << 20;

    /// <summary>What a script gave (not positive: nothing), held to the process's own heap limit.</summary>
    public static WorkerLimits From(ReadOnlySpan<double> given, long heapLimitBytes)
    {
        var old = heapLimitBytes / MiB;
        return new WorkerLimits(
            Given(given[YoungIndex], DefaultYoung),
            Math.Min(Given(given[OldIndex], old), old),
            Given(given[CodeRangeIndex], DefaultCodeRange),
            Math.Max(Given(given[StackIndex], DefaultStack), SmallestStack));
    }

    /// <summary>The limit of the old generation in bytes, where a heap without end comes to its end.</summary>
    public long HeapBytes => (long)(OldGeneration * MiB);

    /// <summary>Stack that JavaScript may use, in bytes; Node keeps some of the thread's for itself.</summary>
    public long StackBytes => (long)(Stack * MiB);

    public void CopyTo(Span<double> values)
    {
        values[YoungIndex] = YoungGeneration;
        values[OldIndex] = OldGeneration;
        values[CodeRangeIndex] = CodeRange;
        values[StackIndex] = Stack;
    }

    private static double Given(double value, double otherwise) => value > 0 && double.IsFinite(value) ? value : otherwise;
}
