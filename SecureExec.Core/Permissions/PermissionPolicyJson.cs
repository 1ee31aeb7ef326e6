using System.Text;
using System.Text.Json;

namespace SecureExec;

/// <summary>Reads and writes the JSON form of a policy. Every complaint begins with the place in the document.</summary>
internal static class PermissionPolicyJson
{
    private const string Root = "permissions";
    private const int MaxDocumentBytes = 4 * 1024 * 1024;

    /// <summary>Reads a whole document.</summary>
    public static PermissionPolicy Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MaxDocumentBytes)
        {
            throw new JsonException($"{Root}: the document is larger than {MaxDocumentBytes} characters.");
        }

        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        return Read(document.RootElement);
    }

    /// <summary>Reads a parsed element.</summary>
    public static PermissionPolicy Read(JsonElement element)
    {
        ExpectObject(element, Root);
        var policy = new PermissionPolicy();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!PermissionOperations.TryFind(property.Name, out PermissionScope scope))
            {
                throw new JsonException(
                    $"{Root}.{property.Name}: no such scope; scopes are {string.Join(", ", PermissionOperations.Scopes.Select(PermissionOperations.NameOf))}.");
            }

            ExpectOnce(seen, PermissionOperations.NameOf(scope), Root);
            policy = policy.With(scope, ReadScope(scope, property.Value, $"{Root}.{property.Name}"));
        }

        return policy;
    }

    /// <summary>Writes a whole document.</summary>
    public static string Write(PermissionPolicy policy)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            Write(writer, policy);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Writes the policy as one JSON value.</summary>
    public static void Write(Utf8JsonWriter writer, PermissionPolicy policy)
    {
        writer.WriteStartObject();
        foreach (PermissionScope scope in PermissionOperations.Scopes)
        {
            if (policy[scope] is { } scopePolicy)
            {
                writer.WritePropertyName(PermissionOperations.NameOf(scope));
                WriteScope(writer, scope, scopePolicy);
            }
        }

        writer.WriteEndObject();
    }

    private static ScopePolicy ReadScope(PermissionScope scope, JsonElement element, string where)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return ReadMode(element, where) == PermissionMode.Allow ? ScopePolicy.Allow : ScopePolicy.Deny;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"{where} must be \"allow\", \"deny\" or an object with rules.");
        }

        PermissionMode mode = PermissionMode.Deny;
        List<PermissionRule>? rules = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            ExpectOnce(seen, property.Name, where);
            switch (property.Name)
            {
                case "default":
                    mode = ReadMode(property.Value, $"{where}.default");
                    break;
                case "rules":
                    rules = ReadRules(scope, property.Value, $"{where}.rules");
                    break;
                default:
                    throw new JsonException($"{where}.{property.Name}: no such property; properties are default, rules.");
            }
        }

        return rules is null ? throw new JsonException($"{where}.rules is missing.") : new ScopePolicy(mode, rules);
    }

    private static List<PermissionRule> ReadRules(PermissionScope scope, JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"{where} must be an array.");
        }

        if (element.GetArrayLength() > PolicyValidator.MaxRules)
        {
            throw new JsonException($"{where} has {element.GetArrayLength()} rules; at most {PolicyValidator.MaxRules} are allowed.");
        }

        var rules = new List<PermissionRule>();
        foreach (JsonElement rule in element.EnumerateArray())
        {
            rules.Add(ReadRule(scope, rule, $"{where}[{rules.Count}]"));
        }

        return rules;
    }

    private static PermissionRule ReadRule(PermissionScope scope, JsonElement element, string where)
    {
        ExpectObject(element, where);
        string patternsName = PermissionOperations.PatternsNameOf(scope);
        PermissionMode? mode = null;
        List<string>? operations = null;
        List<string>? patterns = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            ExpectOnce(seen, property.Name, where);
            if (property.Name == "mode")
            {
                mode = ReadMode(property.Value, $"{where}.mode");
            }
            else if (property.Name == "operations")
            {
                operations = ReadStrings(property.Value, $"{where}.operations");
            }
            else if (property.Name == patternsName)
            {
                patterns = ReadStrings(property.Value, $"{where}.{patternsName}");
            }
            else
            {
                throw new JsonException($"{where}.{property.Name}: no such property; properties are mode, operations, {patternsName}.");
            }
        }

        var rule = new PermissionRule(
            mode ?? throw new JsonException($"{where}.mode is missing."),
            operations ?? throw new JsonException($"{where}.operations is missing."),
            patterns ?? throw new JsonException($"{where}.{patternsName} is missing."));
        return PolicyValidator.FindError(scope, rule, where) is { } error ? throw new JsonException(error) : rule;
    }

    private static List<string> ReadStrings(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"{where} must be an array of strings.");
        }

        var strings = new List<string>();
        foreach (JsonElement item in element.EnumerateArray())
        {
            strings.Add(item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw new JsonException($"{where}[{strings.Count}] must be a string."));
        }

        return strings;
    }

    private static PermissionMode ReadMode(JsonElement element, string where) =>
        (element.ValueKind == JsonValueKind.String ? element.GetString() : null) switch
        {
            "allow" => PermissionMode.Allow,
            "deny" => PermissionMode.Deny,
            _ => throw new JsonException($"{where} must be \"allow\" or \"deny\"."),
        };

    private static void ExpectObject(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"{where} must be an object.");
        }
    }

    private static void ExpectOnce(HashSet<string> seen, string name, string where)
    {
        if (!seen.Add(name))
        {
            throw new JsonException($"{where}.{name} is given twice.");
        }
    }

    private static void WriteScope(Utf8JsonWriter writer, PermissionScope scope, ScopePolicy policy)
    {
        if (policy.Rules.Count == 0)
        {
            writer.WriteStringValue(Text(policy.Default));
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("default", Text(policy.Default));
        writer.WriteStartArray("rules");
        foreach (PermissionRule rule in policy.Rules)
        {
            writer.WriteStartObject();
            writer.WriteString("mode", Text(rule.Mode));
            WriteStrings(writer, "operations", rule.Operations);
            WriteStrings(writer, PermissionOperations.PatternsNameOf(scope), rule.Patterns);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static string Text(PermissionMode mode) => mode == PermissionMode.Allow ? "allow" : "deny";
}
