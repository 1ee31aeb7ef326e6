using System.Text;
using System.Text.Json;
using SecureExec.Sidecar.CjsLexer;

namespace SecureExec.Sidecar.Tests.CjsLexer;

/// <summary>Every answer of the real Node in cjs-cases.json, which generate-cjs-cases.js writes.</summary>
public sealed class CjsModuleLexerTests
{
    [Fact]
    public void Parse_EveryRecordedSource_AnswersAsNode()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "CjsLexer", "cjs-cases.json")));
        var differences = new StringBuilder();
        int count = 0, different = 0;
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            count++;
            var actual = CjsModuleLexer.Parse(entry.GetProperty("source").GetString()!);
            if (Strings(entry, "exports").SequenceEqual(actual.Exports) && Strings(entry, "reexports").SequenceEqual(actual.Reexports))
                continue;
            if (different++ < 40)
                differences.AppendLine().Append(entry).Append("\n   got ").AppendJoin(',', actual.Exports).Append(" | ").AppendJoin(',', actual.Reexports);
        }

        Assert.True(count > 1000, $"only {count} sources");
        Assert.True(different == 0, $"{different} of {count} differ:{differences}");
    }

    [Fact]
    public void Parse_DeepNesting_IsNoStackOverflow()
    {
        const int depth = 200_000;
        var source = "exports.a = 1;" + new string('(', depth) + new string(')', depth);

        Assert.Equal(["a"], CjsModuleLexer.Parse(source).Exports);
    }

    [Fact]
    public void Parse_LoneSurrogateInIdentifier_IsReplaced()
        => Assert.Equal(["\uFFFD"], CjsModuleLexer.Parse("exports.\uD800 = 1").Exports);

    private static IEnumerable<string?> Strings(JsonElement entry, string name)
        => entry.GetProperty(name).EnumerateArray().Select(value => value.GetString());
}
