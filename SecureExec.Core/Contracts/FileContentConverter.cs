using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>Reads and writes <see cref="FileContent"/>: a string when the bytes are UTF-8, else <c>{"base64": ...}</c>.</summary>
public sealed class FileContentConverter : JsonConverter<FileContent>
{
    private const string Base64Property = "base64";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override FileContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return FileContent.FromText(reader.GetString()!);

        if (reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(Base64Property)
            && reader.Read() && reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes)
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject)
        {
            return FileContent.FromBytes(bytes);
        }

        throw new JsonException("A file content is a string or {\"base64\": \"...\"}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FileContent value, JsonSerializerOptions options)
    {
        string text;
        try
        {
            text = StrictUtf8.GetString(value.Bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            writer.WriteStartObject();
            writer.WriteBase64String(Base64Property, value.Bytes.Span);
            writer.WriteEndObject();
            return;
        }

        writer.WriteStringValue(text);
    }
}
