using System.Text;
using System.Text.Json;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>The input of a host function as a command line gives it: an option for each property, <c>--json TEXT</c>, or standard input (<c>--json -</c>, or no option at all).</summary>
/// <param name="Json">The input; null when it is on standard input, or when there is a problem.</param>
/// <param name="Problem">What is wrong, for people; null for nothing.</param>
internal sealed record HostCommandInput(string? Json, string? Problem)
{
    /// <summary>The input when none is given.</summary>
    public const string Nothing = "{}";

    private const string JsonOption = "json";
    private const string StandardInput = "-";

    /// <summary>Whether it is still to be read.</summary>
    public bool FromStandardInput => Json is null && Problem is null;

    /// <summary>Reads the words behind the function's name.</summary>
    public static HostCommandInput Read(IReadOnlyList<string> words, HostCommandFunction function)
    {
        if (words.Count == 0)
            return new HostCommandInput(function.Properties.Count == 0 && !function.TakesMore ? Nothing : null, null);
        var values = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        for (int at = 0; at < words.Count; at++)
        {
            if (words[at] is not ['-', '-', _, ..] word)
                return Wrong($"'{words[at]}' is no option; the input is given as --NAME VALUE or as --json TEXT");
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            (string name, string? value) = equals < 0 ? (word[2..], null) : (word[2..equals], word[(equals + 1)..]);
            if (name == JsonOption)
            {
                if ((value ?? words.ElementAtOrDefault(++at)) is not { } text)
                    return Wrong("--json needs a value");
                if (values.Count > 0 || at + 1 < words.Count)
                    return Wrong("--json stands for the whole input: no other option goes with it");
                return text == StandardInput ? new HostCommandInput(null, null) : IsJson(text) ? new HostCommandInput(text, null) : Wrong("the value of --json is no JSON");
            }
            if (Add(values, function, name, value, words, ref at) is { } problem)
                return Wrong(problem);
        }
        return new HostCommandInput(Write(values, function), null);
    }

    /// <summary>Whether a text is JSON, as far as .NET's reader nests.</summary>
    public static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static HostCommandInput Wrong(string problem) => new(null, problem);

    // What is wrong with an option; null when its value is in.
    private static string? Add(OrderedDictionary<string, List<string>> values, HostCommandFunction function, string name, string? value, IReadOnlyList<string> words, ref int at)
    {
        bool negated = Find(function, name) is null && name.StartsWith("no-", StringComparison.Ordinal) && Find(function, name[3..]) is { } switched && TypeOf(switched) == "boolean";
        var property = Find(function, negated ? name[3..] : name);
        if (property is null && !function.TakesMore)
        {
            return $"there is no option '--{name}'; " + (function.Properties.Count == 0 ? "it takes none" : $"there are: {string.Join(", ", function.Properties.Select(known => "--" + known.Name))}");
        }
        var type = property is { } found ? TypeOf(found) : null;
        if (negated || type == "boolean" && value is null && words.ElementAtOrDefault(at + 1) is not ("true" or "false"))
        {
            if (negated && value is not null)
                return $"--{name} takes no value";
            value = negated ? "false" : "true";
        }
        if (value is null && words.ElementAtOrDefault(at + 1) is { } next && !next.StartsWith("--", StringComparison.Ordinal))
            (value, at) = (next, at + 1);
        if (value is null)
            return $"--{name} needs a value; one that begins with -- is given as --{name}=VALUE";
        var json = type == "array" && !value.StartsWith('[') && property is { } list ? Convert(list.Value.TryGetProperty("items", out var items) ? HostCommandFunction.TypeOf(items) : null, value) : Convert(type, value);
        if (json is null)
            return $"--{name}: '{value}' is no {type}";
        var key = property?.Name ?? name;
        if (type != "array" || !values.TryGetValue(key, out var given))
            values[key] = given = [];
        given.Add(json);
        return null;
    }

    // As it is written, or as --max-results for maxResults.
    private static JsonProperty? Find(HostCommandFunction function, string name)
    {
        var camel = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
            camel.Append(name[i] == '-' && i + 1 < name.Length ? char.ToUpperInvariant(name[++i]) : name[i]);
        foreach (var spelling in (string[])[name, camel.ToString()])
        {
            foreach (var property in function.Properties)
            {
                if (property.Name == spelling)
                    return property;
            }
        }
        return null;
    }

    private static string? TypeOf(JsonProperty property) => HostCommandFunction.TypeOf(property.Value);

    // A value as JSON; null when it is not of the type.
    private static string? Convert(string? type, string value) => type switch
    {
        "string" => Quote(value),
        null => IsJson(value) ? value : Quote(value),
        _ => IsJson(value) && IsOf(type, value) ? value : null,
    };

    private static bool IsOf(string type, string json)
    {
        using var document = JsonDocument.Parse(json);
        return type switch
        {
            "integer" or "number" => document.RootElement.ValueKind == JsonValueKind.Number,
            "boolean" => document.RootElement.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => document.RootElement.ValueKind == JsonValueKind.Array,
            "object" => document.RootElement.ValueKind == JsonValueKind.Object,
            _ => true,
        };
    }

    // Bytes that are no UTF-8 have no JSON form.
    private static string Quote(string value) => $"\"{JsonEncodedText.Encode(Encoding.UTF8.GetString(ShellText.Encode(value)))}\"";

    private static string Write(OrderedDictionary<string, List<string>> values, HostCommandFunction function)
    {
        var members = values.Select(pair =>
        {
            bool listed = Find(function, pair.Key) is { } property && TypeOf(property) == "array" && !(pair.Value is [['[', ..]]);
            return $"{Quote(pair.Key)}:{(listed ? $"[{string.Join(',', pair.Value)}]" : pair.Value[^1])}";
        });
        return $"{{{string.Join(',', members)}}}";
    }
}
