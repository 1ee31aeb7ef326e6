using System.Text.Json;
using System.Text.RegularExpressions;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>The text of a policy: reading it, writing it, and placing what the gateway says about it.</summary>
public static partial class PolicyDocument
{
    /// <summary>What a new policy starts with.</summary>
    public const string Template = """
        {
          "fs": {
            "default": "deny",
            "rules": [
              { "mode": "allow", "operations": ["*"], "paths": ["/work/**", "/tmp/**"] }
            ]
          },
          "network": "deny",
          "childProcess": "allow",
          "process": "allow",
          "env": "allow",
          "tool": "deny"
        }
        """;

    /// <summary>Parses the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="document">The document, when the text is an object in JSON.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static DocumentError? Parse(string text, out JsonElement document)
    {
        document = default;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            document = parsed.RootElement.Clone();
        }
        catch (JsonException e)
        {
            var location = e.LineNumber is { } line
                ? new JsonLocation((int)line + 1, (int)(e.BytePositionInLine ?? 0) + 1)
                : (JsonLocation?)null;
            return new DocumentError("", $"Not JSON: {FirstSentence(e.Message)}", location);
        }
        return document.ValueKind == JsonValueKind.Object
            ? null
            : new DocumentError("", "A policy is a JSON object.", new JsonLocation(1, 1));
    }

    /// <summary>The gateway's messages with their places in the text, in the order of the text.</summary>
    public static IReadOnlyList<DocumentError> Place(GatewayFailure failure, string text)
    {
        if (failure.Errors.Count == 0) return [new DocumentError("", failure.Message, null)];
        return [.. failure.Errors
            .SelectMany(error => error.Value.Select(message => Place(message, text)))
            .OrderBy(error => error.Location?.Line ?? 0)];
    }

    // The policy's parser begins each complaint with the place: "permissions.fs.rules[0].mode is missing."
    private static DocumentError Place(string message, string text)
    {
        var place = PlaceInMessage().Match(message);
        if (!place.Success) return new DocumentError("", message, null);
        var path = place.Groups["path"].Value.TrimStart('.');
        return new DocumentError(path, message[place.Length..], JsonLocator.Find(text, path));
    }

    // The framework appends its own position, counted from 0, which would contradict ours.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    [GeneratedRegex(@"^permissions(?<path>(?:\.[A-Za-z_][A-Za-z0-9_-]*|\[[0-9]+\])*):?\s+")]
    private static partial Regex PlaceInMessage();
}
