using System.Text.Json;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>What <c>--help</c> of a command of host functions prints.</summary>
internal static class HostCommandHelp
{
    /// <summary>Of the collection: its functions.</summary>
    public static string Of(string collection, IReadOnlyList<HostCommandFunction> functions)
    {
        int width = functions.Max(function => function.Name.Length);
        return $"Usage: {collection} FUNCTION [--NAME VALUE]... | --json TEXT\n"
            + "Calls a function of the host. Without options its input is JSON on standard input; its result is JSON on standard output.\n\n"
            + string.Concat(functions.Select(function => $"  {function.Name.PadRight(width)}  {function.Description}\n"))
            + $"\n'{collection} FUNCTION --help' tells what a function takes.\n";
    }

    /// <summary>Of one function: its properties and examples.</summary>
    public static string Of(string collection, HostCommandFunction function)
    {
        var properties = function.Properties.Select(property => $"  --{property.Name} {TypeOf(property)}{(function.Requires(property.Name) ? " (required)" : "")}{About(property.Value)}\n");
        var examples = function.Facts.GetProperty("examples").EnumerateArray()
            .Select(example => $"  {example.GetProperty("description").GetString()}\n    {collection} {function.Name} --json {ShellQuoting.Quote(example.GetProperty("input").GetRawText())}\n");
        return $"Usage: {collection} {function.Name} [--NAME VALUE]... | --json TEXT\n{function.Description}\n" + Part("", properties) + Part("Examples:\n", examples);
    }

    private static string Part(string title, IEnumerable<string> lines) => string.Concat(lines) is { Length: > 0 } text ? $"\n{title}{text}" : "";

    private static string TypeOf(JsonProperty property) => (HostCommandFunction.TypeOf(property.Value) ?? "json").ToUpperInvariant();

    private static string About(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return "";
        var about = schema.TryGetProperty("description", out var description) && description.ValueKind == JsonValueKind.String ? $"  {description.GetString()}" : "";
        return schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array ? $"{about}  one of {choices.GetRawText()}" : about;
    }
}
