using System.Text.Json;
using Json.Schema;

namespace SecureExec.Broker.Tools;

/// <summary>A compiled JSON Schema. Thread-safe.</summary>
internal sealed class HostToolSchema
{
    private const int MaxFaults = 5;
    private const int MaxFaultLength = 300;

    private static readonly EvaluationOptions s_options = new() { OutputFormat = OutputFormat.List };

    private readonly JsonSchema _schema;

    /// <summary>Compiles. Each schema has a registry of its own: two of them may have one <c>$id</c>, and none reaches another.</summary>
    internal HostToolSchema(JsonElement json)
    {
        _schema = JsonSchema.Build(json, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        // References that lead nowhere are met when they are followed.
        FindFault(JsonElement.Parse("{}"));
    }

    /// <summary>What is wrong with an input, by place; null when it matches.</summary>
    internal string? FindFault(JsonElement input)
    {
        EvaluationResults results = _schema.Evaluate(input, s_options);
        if (results.IsValid) return null;
        IEnumerable<string> faults = (results.Details ?? []).Prepend(results)
            .Where(detail => !detail.IsValid && detail.Errors is { Count: > 0 })
            .SelectMany(detail => detail.Errors!.Values.Select(error => Describe(detail.InstanceLocation.ToString(), error)))
            .Distinct().Take(MaxFaults);
        string text = string.Join("; ", faults);
        return text.Length > 0 ? text : "it matches no part of the schema";
    }

    private static string Describe(string place, string error)
    {
        string text = $"{(place.Length == 0 ? "input" : place)}: {error}";
        return text.Length <= MaxFaultLength ? text : text[..MaxFaultLength] + "…";
    }
}
