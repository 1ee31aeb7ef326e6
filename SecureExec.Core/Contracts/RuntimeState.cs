using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>The state of a runtime.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuntimeState>))]
public enum RuntimeState
{
    /// <summary>No run at the moment. JSON: <c>"ready"</c>.</summary>
    [JsonStringEnumMemberName("ready")]
    Ready,

    /// <summary>At least one run is going on. JSON: <c>"running"</c>.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>The worker process was lost with all files and processes; the next run starts a new one. JSON: <c>"crashed"</c>.</summary>
    [JsonStringEnumMemberName("crashed")]
    Crashed,
}
