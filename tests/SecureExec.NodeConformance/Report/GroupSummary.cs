namespace SecureExec.NodeConformance;

/// <summary>The counts of one group.</summary>
internal sealed record GroupSummary
{
    internal GroupSummary(string name, IReadOnlyList<TestResult> results, double? bound)
    {
        TestResult[] counted = [.. results.Where(result => result.Counts)];
        int Ended(TestOutcome outcome) => counted.Count(result => result.Sandbox.Outcome == outcome);
        Name = name;
        Bound = bound;
        Tests = counted.Length;
        Passed = counted.Count(result => result.Passes);
        Vacuous = counted.Count(result => result.IsVacuous);
        Failed = Ended(TestOutcome.Failed);
        TimedOut = Ended(TestOutcome.TimedOut);
        Crashed = Ended(TestOutcome.Crashed);
        LimitExceeded = Ended(TestOutcome.LimitExceeded);
        SkippedInSandboxOnly = Ended(TestOutcome.Skipped);
        SkippedByNode = results.Count(result => (result.Node ?? result.Sandbox).Outcome == TestOutcome.Skipped);
        NodeFails = results.Count - Tests - SkippedByNode;
    }

    /// <summary>The group.</summary>
    public string Name { get; }

    /// <summary>Per cent that must pass; null for none.</summary>
    public double? Bound { get; }

    /// <summary>Tests that count: real Node passes them without skipping.</summary>
    public int Tests { get; }

    /// <summary>Of these, those that pass in the sandbox.</summary>
    public int Passed { get; }

    /// <summary>Of those that pass, those that assert nothing.</summary>
    public int Vacuous { get; }

    public int Failed { get; }

    public int TimedOut { get; }

    public int Crashed { get; }

    public int LimitExceeded { get; }

    /// <summary>Tests that skip themselves, or parts of themselves, in the sandbox only; they count as not passed.</summary>
    public int SkippedInSandboxOnly { get; }

    /// <summary>Tests that do not count, since they skip themselves on real Node too.</summary>
    public int SkippedByNode { get; }

    /// <summary>Tests that do not count, since real Node does not pass them.</summary>
    public int NodeFails { get; }

    /// <summary>Per cent of the tests that count; null when none does.</summary>
    public double? Percent => Tests == 0 ? null : 100.0 * Passed / Tests;

    /// <summary>Whether the bound is reached; null where there is none.</summary>
    public bool? IsMet => Bound is null || Percent is null ? null : Percent >= Bound;
}
