using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>What a <see cref="RuntimeEvent"/> says. Also the SSE event name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuntimeEventType>))]
public enum RuntimeEventType
{
    /// <summary>Replaces everything known of the node. JSON: <c>"snapshot"</c>.</summary>
    [JsonStringEnumMemberName("snapshot")]
    Snapshot,

    /// <summary>A runtime is new or changed. JSON: <c>"upsert"</c>.</summary>
    [JsonStringEnumMemberName("upsert")]
    Upsert,

    /// <summary>A runtime is gone. JSON: <c>"remove"</c>.</summary>
    [JsonStringEnumMemberName("remove")]
    Remove,
}
