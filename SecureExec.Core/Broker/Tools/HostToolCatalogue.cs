using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using SecureExec.Sessions;

namespace SecureExec.Broker.Tools;

/// <summary>The checked host functions of one runtime, by name, and what the guest may know of them.</summary>
internal sealed class HostToolCatalogue
{
    private const string Option = nameof(NodeRuntimeOptions.HostFunctions);

    private HostToolCatalogue(Dictionary<string, HostTool> tools, string factsJson)
    {
        Tools = tools;
        FactsJson = factsJson;
    }

    /// <summary>None.</summary>
    internal static HostToolCatalogue Empty { get; } = new([], "{}");

    /// <summary>The functions by name.</summary>
    internal IReadOnlyDictionary<string, HostTool> Tools { get; }

    /// <summary>An object by name: description, inputSchema, examples, timeoutMs.</summary>
    internal string FactsJson { get; }

    /// <summary>Checks everything.</summary>
    /// <exception cref="ArgumentException">A function cannot be taken; the message names it and says why.</exception>
    internal static HostToolCatalogue From(IReadOnlyDictionary<string, HostFunction>? functions, ResourceLimits limits)
    {
        if (functions is null) throw OptionCheck.Invalid(Option, $"{Option} must not be null.");
        if (functions.Count == 0) return Empty;
        if (functions.Count > HostFunctionLimits.MaxFunctions) throw OptionCheck.Invalid(Option, $"{Option} has {functions.Count} functions; at most {HostFunctionLimits.MaxFunctions} are allowed.");
        CheckCollections(functions.Keys);
        var tools = new Dictionary<string, HostTool>(StringComparer.Ordinal);
        foreach ((string name, HostFunction function) in functions.OrderBy(pair => pair.Key, StringComparer.Ordinal)) tools[name] = Check(name, function, limits);
        string facts = Describe(tools);
        if (Encoding.UTF8.GetByteCount(facts) > HostFunctionLimits.MaxTotalBytes) throw OptionCheck.Invalid(Option, $"{Option} has more than {HostFunctionLimits.MaxTotalBytes} bytes of schemas, examples and descriptions.");
        return new HostToolCatalogue(tools, facts);
    }

    private static void CheckCollections(IEnumerable<string> names)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!HostToolName.TrySplit(name, out string? collection, out string? problem)) throw OptionCheck.Invalid(Option, $"{Option} names '{name}': {problem}");
            if (collection is not null) sizes[collection] = sizes.GetValueOrDefault(collection) + 1;
        }
        if (sizes.Count > HostFunctionLimits.MaxCollections) throw OptionCheck.Invalid(Option, $"{Option} has {sizes.Count} collections; at most {HostFunctionLimits.MaxCollections} are allowed.");
        foreach ((string collection, int size) in sizes)
        {
            if (size > HostFunctionLimits.MaxFunctionsPerCollection) throw OptionCheck.Invalid(Option, $"{Option} has {size} functions in '{collection}'; at most {HostFunctionLimits.MaxFunctionsPerCollection} are allowed.");
        }
    }

    private static HostTool Check(string name, HostFunction function, ResourceLimits limits)
    {
        string at = $"{Option}['{name}']";
        if (function?.Handler is null) throw OptionCheck.Invalid(Option, $"{at} has no handler.");
        CheckDescription($"{at}.{nameof(function.Description)}", function.Description);
        if (function.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > HostFunctionLimits.MaxTimeout))
        {
            throw OptionCheck.Invalid(Option, $"{at}.{nameof(function.Timeout)} must be more than 0 and at most {HostFunctionLimits.MaxTimeout.TotalMinutes} minutes, not {timeout}.");
        }
        HostToolSchema? schema = function.InputSchema is { } json ? CheckSchema($"{at}.{nameof(function.InputSchema)}", json) : null;
        CheckExamples($"{at}.{nameof(function.Examples)}", function.Examples, schema);
        return new HostTool(name, function, schema, function.Timeout ?? TimeSpan.FromMilliseconds(limits.HostFunctionTimeoutMs));
    }

    private static void CheckDescription(string at, string? description)
    {
        if (string.IsNullOrWhiteSpace(description)) throw OptionCheck.Invalid(Option, $"{at} must not be empty.");
        if (description.Length > HostFunctionLimits.MaxDescriptionLength) throw OptionCheck.Invalid(Option, $"{at} has {description.Length} characters; at most {HostFunctionLimits.MaxDescriptionLength} are allowed.");
    }

    private static void CheckExamples(string at, IReadOnlyList<HostFunctionExample>? examples, HostToolSchema? schema)
    {
        if (examples is null) throw OptionCheck.Invalid(Option, $"{at} must not be null.");
        if (examples.Count > HostFunctionLimits.MaxExamples) throw OptionCheck.Invalid(Option, $"{at} has {examples.Count} entries; at most {HostFunctionLimits.MaxExamples} are allowed.");
        for (int i = 0; i < examples.Count; i++)
        {
            string where = $"{at}[{i}]";
            if (examples[i] is not { } example || example.Input.ValueKind == JsonValueKind.Undefined) throw OptionCheck.Invalid(Option, $"{where} has no input.");
            CheckDescription($"{where}.{nameof(example.Description)}", example.Description);
            int bytes = Encoding.UTF8.GetByteCount(example.Input.GetRawText());
            if (bytes > HostFunctionLimits.MaxExampleBytes) throw OptionCheck.Invalid(Option, $"{where}.{nameof(example.Input)} has {bytes} bytes; at most {HostFunctionLimits.MaxExampleBytes} are allowed.");
            if (schema?.FindFault(example.Input) is { } fault) throw OptionCheck.Invalid(Option, $"{where}.{nameof(example.Input)} does not match the schema: {fault}");
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The library has many ways to say that a schema cannot be used; all mean that the option is wrong.")]
    private static HostToolSchema CheckSchema(string at, JsonElement json)
    {
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False)) throw OptionCheck.Invalid(Option, $"{at} must be a JSON Schema: an object or a truth value.");
        int bytes = Encoding.UTF8.GetByteCount(json.GetRawText());
        if (bytes > HostFunctionLimits.MaxSchemaBytes) throw OptionCheck.Invalid(Option, $"{at} has {bytes} bytes; at most {HostFunctionLimits.MaxSchemaBytes} are allowed.");
        if (Depth(json) > HostFunctionLimits.MaxSchemaDepth) throw OptionCheck.Invalid(Option, $"{at} is deeper than {HostFunctionLimits.MaxSchemaDepth} levels.");
        try
        {
            return new HostToolSchema(json);
        }
        catch (Exception exception)
        {
            throw OptionCheck.Invalid(Option, $"{at} cannot be used: {exception.Message}");
        }
    }

    private static int Depth(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => 1 + json.EnumerateObject().Select(member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + json.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static string Describe(Dictionary<string, HostTool> tools)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (HostTool tool in tools.Values)
            {
                writer.WriteStartObject(tool.Name);
                writer.WriteString("description", tool.Function.Description);
                if (tool.Function.InputSchema is { } schema)
                {
                    writer.WritePropertyName("inputSchema");
                    schema.WriteTo(writer);
                }
                writer.WriteNumber("timeoutMs", tool.Timeout.TotalMilliseconds);
                writer.WriteStartArray("examples");
                foreach (HostFunctionExample example in tool.Function.Examples)
                {
                    writer.WriteStartObject();
                    writer.WriteString("description", example.Description);
                    writer.WritePropertyName("input");
                    example.Input.WriteTo(writer);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
