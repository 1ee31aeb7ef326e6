using System.Text.Json;
using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Tests.Url;

/// <summary>Every answer of the real Node in url-cases.json, which generate-url-cases.js writes.</summary>
public sealed class NodeUrlOracleTests
{
    private static readonly JsonElement[] Cases = Load();

    [Theory]
    [InlineData("parse", 4000)]
    [InlineData("update", 3000)]
    [InlineData("format", 100)]
    [InlineData("origin", 150)]
    [InlineData("ascii", 290)]
    [InlineData("unicode", 290)]
    [InlineData("file", 400)]
    public void Operation_EveryRecordedInput_AnswersAsNode(string operation, int atLeast)
    {
        var cases = Cases.Where(entry => entry.GetProperty("op").GetString() == operation).ToList();
        var differences = cases.Select(Difference).Where(text => text is not null).ToList();

        Assert.True(cases.Count >= atLeast, $"only {cases.Count} cases");
        Assert.True(differences.Count == 0, $"{differences.Count} of {cases.Count} differ:\n{string.Join('\n', differences.Take(60))}");
    }

    private static string? Difference(JsonElement entry)
    {
        var expected = entry.GetProperty("expect").ToString();
        var actual = Run(entry);
        return expected == actual ? null : $"{entry}\n   got {actual}";
    }

    private static string Run(JsonElement entry) => entry.GetProperty("op").GetString() switch
    {
        "parse" => Show(NodeUrl.Parse(Text(entry, "input")!, Text(entry, "base"))),
        "update" => Show(NodeUrl.Update(Text(entry, "href")!, (UrlPart)entry.GetProperty("part").GetInt32(), Text(entry, "value")!)),
        "format" => Format(Text(entry, "href")!, [.. entry.GetProperty("flags").EnumerateArray().Select(flag => flag.GetBoolean())]),
        "origin" => NodeUrl.Origin(Text(entry, "href")!) ?? "",
        "ascii" => NodeUrl.DomainToAscii(Text(entry, "input")!),
        "unicode" => NodeUrl.DomainToUnicode(Text(entry, "input")!),
        "file" => Show(NodeUrl.PathToFileUrl(Text(entry, "path")!, entry.GetProperty("windows").GetBoolean(), Text(entry, "host"))),
        var other => $"no such operation: {other}",
    };

    private static string Format(string href, bool[] flags) => NodeUrl.Format(href, flags[0], flags[1], flags[2], flags[3]);

    private static string Show(SerializedUrl? url)
    {
        if (url is not { } value)
            return "";
        var components = new uint[UrlComponents.Count];
        value.Components.CopyTo(components);
        return $"[\"{JsonEncodedText.Encode(value.Href, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\",[{string.Join(',', components)}]]";
    }

    /// <summary>A string property; System.Text.Json refuses lone surrogates, so those are read by hand.</summary>
    private static string? Text(JsonElement entry, string name)
    {
        var value = entry.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        var raw = value.GetRawText();
        return raw.Contains("\\ud", StringComparison.Ordinal)
            ? System.Text.RegularExpressions.Regex.Unescape(raw[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal))
            : value.GetString();
    }

    private static JsonElement[] Load()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Url", "url-cases.json"));
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }
}
