using System.Text.Json;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Commands;

/// <summary>What the pinned node knows of its own command line: types and aliases of its options.</summary>
internal static class NodeOption
{
    private static readonly Lazy<(Dictionary<string, NodeOptionType> Types, Dictionary<string, string[]> Aliases)> s_facts = new(Read);

    /// <summary>The type of an option by its full name; null when node has none of that name.</summary>
    internal static NodeOptionType? TypeOf(string name) => s_facts.Value.Types.TryGetValue(name, out NodeOptionType type) ? type : null;

    /// <summary>What an alias stands for; null for a name that is none.</summary>
    internal static IReadOnlyList<string>? Expand(string name) => s_facts.Value.Aliases.GetValueOrDefault(name);

    private static (Dictionary<string, NodeOptionType>, Dictionary<string, string[]>) Read()
    {
        using var facts = JsonDocument.Parse(NodeLibrary.Json("facts/options").ToArray());
        var types = new Dictionary<string, NodeOptionType>(StringComparer.Ordinal);
        foreach (JsonElement pair in facts.RootElement.GetProperty("info").EnumerateArray())
            types[pair[0].GetString()!] = (NodeOptionType)pair[1].GetProperty("type").GetInt32();
        var aliases = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (JsonElement pair in facts.RootElement.GetProperty("aliases").EnumerateArray())
            aliases[pair[0].GetString()!] = [.. pair[1].EnumerateArray().Select(part => part.GetString()!)];
        return (types, aliases);
    }
}
