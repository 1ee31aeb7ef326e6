using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureExec;

/// <summary>
/// Limits as a JSON object of numbers; names left out keep the product's default. Unknown or repeated names and values out of
/// range are a <see cref="JsonException"/> that names them. Uses no reflection.
/// </summary>
public sealed class ResourceLimitsJsonConverter : JsonConverter<ResourceLimits>
{
    /// <inheritdoc/>
    public override ResourceLimits Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("limits must be an object of numbers.");
        }

        ResourceLimits limits = ResourceLimits.Default;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            LimitDescriptor limit = LimitTable.Find(name)
                ?? throw new JsonException($"limits.{name} is not known; known are {string.Join(", ", LimitTable.All.Select(l => l.Name))}.");
            if (!seen.Add(name))
            {
                throw new JsonException($"limits.{name} is given twice.");
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long value))
            {
                throw new JsonException($"limits.{name} must be a whole number of {limit.Unit}.");
            }

            if (LimitTable.RangeError(limit, value) is { } error)
            {
                throw new JsonException(error);
            }

            limits = limit.With(limits, value);
        }

        return limits;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ResourceLimits value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (LimitDescriptor limit in LimitTable.All)
        {
            writer.WriteNumber(limit.Name, limit.Get(value));
        }

        writer.WriteEndObject();
    }
}
