using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SecureExec.Dashboard.Model;

/// <summary>JSON laid out for people: what is short and flat stays in one line, everything else is indented by two.</summary>
public static class JsonText
{
    private const int MaxLine = 96;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as text; the outermost container is always spread over lines.</summary>
    public static string Format(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value, indent: 0, isRoot: true);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value, int indent, bool isRoot)
    {
        var line = OneLine(value);
        var isContainer = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && line.Length > 2;
        if (!isContainer || (!isRoot && line.Length + indent <= MaxLine && !HasListOfObjects(value)))
        {
            text.Append(line);
            return;
        }
        text.Append(value.ValueKind == JsonValueKind.Object ? '{' : '[');
        var separator = "";
        foreach (var (name, child) in Children(value))
        {
            text.Append(CultureInfo.InvariantCulture, $"{separator}\n{new string(' ', indent + 2)}{name}");
            Append(text, child, indent + 2, isRoot: false);
            separator = ",";
        }
        text.Append(CultureInfo.InvariantCulture, $"\n{new string(' ', indent)}").Append(value.ValueKind == JsonValueKind.Object ? '}' : ']');
    }

    // A list of objects, such as the rules of a policy, reads best with one object to a line.
    private static bool HasListOfObjects(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object || HasListOfObjects(item)),
        JsonValueKind.Object => value.EnumerateObject().Any(p => HasListOfObjects(p.Value)),
        _ => false,
    };

    private static string OneLine(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(OneLine))}]",
        JsonValueKind.Object when !value.EnumerateObject().Any() => "{}",
        JsonValueKind.Object => $"{{ {string.Join(", ", Children(value).Select(c => c.Name + OneLine(c.Value)))} }}",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString(), Relaxed),
        _ => value.GetRawText(),
    };

    private static IEnumerable<(string Name, JsonElement Value)> Children(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Select(p => (JsonSerializer.Serialize(p.Name, Relaxed) + ": ", p.Value))
            : value.EnumerateArray().Select(item => ("", item));
}
