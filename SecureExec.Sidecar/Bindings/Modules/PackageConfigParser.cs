using System.Text;
using System.Text.Json;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Reads the few fields of a <c>package.json</c> that loaders need, without building the rest.</summary>
internal static class PackageConfigParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1024 };

    /// <summary>The configuration, or null when the text is no JSON object or one of its fields cannot be read.</summary>
    public static PackageConfig? Parse(string path, ReadOnlySpan<byte> json)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        try
        {
            return ParseObject(path, json);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Text with a lone surrogate or bytes that are no UTF-8.
            return null;
        }
    }

    private static PackageConfig? ParseObject(string path, ReadOnlySpan<byte> json)
    {
        string? name = null, main = null, exports = null, imports = null;
        var type = "none";
        var reader = new Utf8JsonReader(json, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                if (!Text(ref reader, out name))
                    return null;
            }
            else if (reader.ValueTextEquals("main"u8))
            {
                main = Text(ref reader, out var text) ? text : main;
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                if (!Text(ref reader, out var text))
                    return null;
                type = text is "commonjs" or "module" ? text : type;
            }
            else if (reader.ValueTextEquals("exports"u8))
            {
                exports = TextOrJson(ref reader, json) ?? exports;
            }
            else if (reader.ValueTextEquals("imports"u8))
            {
                imports = TextOrJson(ref reader, json) ?? imports;
            }
            else
            {
                reader.Skip();
            }
        }
        return new PackageConfig(path, name, main, type, exports, imports);
    }

    private static bool Text(ref Utf8JsonReader reader, out string? text)
    {
        reader.Read();
        text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (text == null)
            reader.Skip();
        return text != null;
    }

    private static string? TextOrJson(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return null;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
    }
}
