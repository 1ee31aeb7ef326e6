using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>How submitted code is loaded.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModuleFormat>))]
public enum ModuleFormat
{
    /// <summary>An ES module: <c>import</c>, top-level <c>await</c>. JSON: <c>"module"</c>.</summary>
    [JsonStringEnumMemberName("module")]
    Module,

    /// <summary>A CommonJS module: <c>require</c>, <c>module.exports</c>. JSON: <c>"commonjs"</c>.</summary>
    [JsonStringEnumMemberName("commonjs")]
    CommonJs,
}
