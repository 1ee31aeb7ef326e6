using System.Text.Json;

namespace Aspire.Hosting;

/// <summary>What a project's launchSettings.json says about running it.</summary>
/// <param name="Name">Name of the profile.</param>
/// <param name="Addresses">Addresses it listens on, one per scheme.</param>
/// <param name="Environment">Variables it sets.</param>
internal sealed record LaunchProfile(
    string Name, IReadOnlyList<Uri> Addresses, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a project's profile.</summary>
    /// <param name="projectPath">Full path of the project file.</param>
    /// <param name="wanted">Preferred profile; the first one when it is null or absent.</param>
    /// <returns>The profile; null when the project has none.</returns>
    public static LaunchProfile? Read(string projectPath, string? wanted)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(file)) return null;
        using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
        var profiles = document.RootElement.GetProperty("profiles").EnumerateObject().ToList();
        if (profiles.Count == 0) return null;
        var profile = profiles.Find(p => p.Name == wanted) is { Value.ValueKind: JsonValueKind.Object } found
            ? found
            : profiles[0];
        return new LaunchProfile(profile.Name, ReadAddresses(profile.Value), ReadEnvironment(profile.Value));
    }

    private static List<Uri> ReadAddresses(JsonElement profile)
    {
        if (!profile.TryGetProperty("applicationUrl", out var urls)) return [];
        return [.. urls.GetString()!
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => new Uri(url))
            .DistinctBy(url => url.Scheme)];
    }

    private static Dictionary<string, string> ReadEnvironment(JsonElement profile) =>
        profile.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString() ?? "")
            : [];
}
