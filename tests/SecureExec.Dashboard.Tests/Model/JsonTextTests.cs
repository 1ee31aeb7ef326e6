using System.Text.Json;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class JsonTextTests
{
    [Fact]
    public void Format_Policy_KeepsRulesInOneLineEach() => Assert.Equal(
        """
        {
          "fs": {
            "default": "deny",
            "rules": [
              { "mode": "allow", "paths": ["/a<b>"] }
            ]
          },
          "network": "deny"
        }
        """.ReplaceLineEndings("\n"),
        JsonText.Format(Samples.Json(
            """{"fs":{"default":"deny","rules":[{"mode":"allow","paths":["/a<b>"]}]},"network":"deny"}""")));

    [Theory]
    [InlineData("42", "42")]
    [InlineData("1e400", "1e400")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("null", "null")]
    public void Format_SmallValue_StaysAsItIs(string json, string expected) => Assert.Equal(expected, JsonText.Format(Samples.Json(json)));

    [Fact]
    public void Format_TemplateOfANewPolicy_IsLaidOutAlready() =>
        Assert.Equal(PolicyDocument.Template, JsonText.Format(Samples.Json(PolicyDocument.Template)), ignoreLineEndingDifferences: true);

    [Fact]
    public void Format_LongValue_IsTheSameValue()
    {
        var value = Samples.Json(JsonSerializer.Serialize(Enumerable.Range(0, 200).ToDictionary(i => $"key {i}", i => new[] { i, i + 1 })));

        Assert.True(JsonElement.DeepEquals(value, Samples.Json(JsonText.Format(value))));
    }
}
