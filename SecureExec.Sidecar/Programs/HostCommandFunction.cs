using System.Text.Json;

namespace SecureExec.Sidecar.Programs;

/// <summary>What a command knows of one function of its collection.</summary>
/// <param name="Name">Its name, without the collection.</param>
/// <param name="Facts">description, inputSchema, examples.</param>
internal sealed record HostCommandFunction(string Name, JsonElement Facts)
{
    /// <summary>The functions of a collection among the facts of all.</summary>
    public static List<HostCommandFunction> Of(string collection, JsonElement facts) =>
    [
        .. facts.EnumerateObject().Where(member => member.Name.StartsWith(collection + "/", StringComparison.Ordinal))
            .Select(member => new HostCommandFunction(member.Name[(collection.Length + 1)..], member.Value)),
    ];

    /// <summary>For people.</summary>
    public string Description => Facts.GetProperty("description").GetString() ?? "";

    /// <summary>Properties of the input that the schema names, in its order.</summary>
    public IReadOnlyList<JsonProperty> Properties =>
        Schema is { } schema && schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? [.. properties.EnumerateObject()] : [];

    /// <summary>Whether the input may have others too.</summary>
    public bool TakesMore => Properties.Count == 0 && (Schema is not { } any || !any.TryGetProperty("additionalProperties", out var none) || none.ValueKind != JsonValueKind.False)
        || Schema is { } schema && schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind is JsonValueKind.True or JsonValueKind.Object;

    /// <summary>Whether a property must be there.</summary>
    public bool Requires(string property) => Schema is { } schema && schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
        && required.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && name.ValueEquals(property));

    /// <summary>The type that a schema names, the first when there are several but <c>null</c>; null when it names none.</summary>
    public static string? TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
            return null;
        IEnumerable<JsonElement> names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray() : [type];
        return names.Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()).FirstOrDefault(name => name != "null");
    }

    private JsonElement? Schema => Facts.TryGetProperty("inputSchema", out var schema) && schema.ValueKind == JsonValueKind.Object ? schema : null;
}
