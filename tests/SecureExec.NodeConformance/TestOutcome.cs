using System.Text.Json.Serialization;

namespace SecureExec.NodeConformance;

/// <summary>How one test ended on one host.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TestOutcome>))]
internal enum TestOutcome
{
    /// <summary>Exit code 0, and it did not skip itself.</summary>
    Passed,

    /// <summary>It says that it skipped itself.</summary>
    Skipped,

    /// <summary>Another exit code.</summary>
    Failed,

    /// <summary>Its time was over.</summary>
    TimedOut,

    /// <summary>A limit of the virtual machine ended it.</summary>
    LimitExceeded,

    /// <summary>The worker died, or real Node was ended by a signal.</summary>
    Crashed,
}
