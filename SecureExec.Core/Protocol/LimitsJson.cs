using System.Text;
using System.Text.Json;

namespace SecureExec.Protocol;

/// <summary>The JSON form of <see cref="ResourceLimits"/> without reflection.</summary>
internal static class LimitsJson
{
    private static readonly ResourceLimitsJsonConverter s_converter = new();
    private static readonly JsonSerializerOptions s_options = new();

    internal static string Write(ResourceLimits limits)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) s_converter.Write(writer, limits, s_options);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="JsonException">The text is no valid set of limits.</exception>
    internal static ResourceLimits Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return s_converter.Read(ref reader, typeof(ResourceLimits), s_options);
    }
}
