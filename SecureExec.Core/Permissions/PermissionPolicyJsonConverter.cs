using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureExec;

/// <summary>Lets <see cref="PermissionPolicy"/> stand inside other JSON documents. Strict; uses no reflection.</summary>
public sealed class PermissionPolicyJsonConverter : JsonConverter<PermissionPolicy>
{
    /// <inheritdoc/>
    public override PermissionPolicy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return PermissionPolicyJson.Read(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PermissionPolicy value, JsonSerializerOptions options) =>
        PermissionPolicyJson.Write(writer, value);
}
