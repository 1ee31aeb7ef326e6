using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>How a run ended. Everything the guest can cause is an outcome, never an HTTP error.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResponseOutcome>))]
public enum ResponseOutcome
{
    /// <summary>The program ended with exit code 0. JSON: <c>"succeeded"</c>.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>The program threw, rejected or exited with another code. JSON: <c>"failed"</c>.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The time limit ended the program. JSON: <c>"timedOut"</c>.</summary>
    [JsonStringEnumMemberName("timedOut")]
    TimedOut,

    /// <summary>A resource limit, such as the heap, ended the program. JSON: <c>"limitExceeded"</c>.</summary>
    [JsonStringEnumMemberName("limitExceeded")]
    LimitExceeded,

    /// <summary>A signal or the caller ended the program. JSON: <c>"cancelled"</c>.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>The worker process was lost during the run. JSON: <c>"crashed"</c>.</summary>
    [JsonStringEnumMemberName("crashed")]
    Crashed,
}
