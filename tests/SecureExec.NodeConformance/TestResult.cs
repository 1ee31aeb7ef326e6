using System.Text.Json.Serialization;

namespace SecureExec.NodeConformance;

/// <summary>A test on both hosts.</summary>
internal sealed record TestResult(SuiteTest Test, HostResult Sandbox, HostResult? Node)
{
    /// <summary>Whether it belongs to the denominator: real Node passes it without skipping. Without real Node: the sandbox did not skip it.</summary>
    [JsonIgnore]
    internal bool Counts => Node is null ? Sandbox.Outcome != TestOutcome.Skipped : Node.Outcome == TestOutcome.Passed;

    /// <summary>Counts and passes. One that skips itself, or parts of itself, only in the sandbox does not.</summary>
    [JsonInclude]
    internal bool Passes => Counts && Sandbox.Outcome == TestOutcome.Passed;

    /// <summary>Counts, does not pass, and is judged: what needs a capability that is not there yet is not.</summary>
    [JsonIgnore]
    internal bool IsFailure => Counts && !Passes && Test.Apart is null;

    /// <summary>Passes without asserting anything.</summary>
    [JsonIgnore]
    internal bool IsVacuous => Passes && !Test.ChecksSomething;
}
