using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>The language of submitted code.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CodeLanguage>))]
public enum CodeLanguage
{
    /// <summary>Plain JavaScript. JSON: <c>"javascript"</c>.</summary>
    [JsonStringEnumMemberName("javascript")]
    JavaScript,

    /// <summary>TypeScript whose types are stripped, not checked, as Node.js does. JSON: <c>"typescript"</c>.</summary>
    [JsonStringEnumMemberName("typescript")]
    TypeScript,
}
