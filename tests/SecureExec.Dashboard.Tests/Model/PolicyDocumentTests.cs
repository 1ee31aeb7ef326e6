using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class PolicyDocumentTests
{
    private const string Text = "{\n  \"fs\": {\n    \"rules\": [\n      { \"mode\": \"allow\" }\n    ]\n  }\n}";

    [Fact]
    public void Template_IsAPolicy() => Assert.Null(Samples.PolicyError(Samples.Json(PolicyDocument.Template)));

    [Fact]
    public void Parse_Broken_NamesLineAndColumn()
    {
        var error = PolicyDocument.Parse("{\n  \"fs\": deny\n}", out _);

        Assert.Equal(new JsonLocation(2, 9), error?.Location);
        Assert.DoesNotContain("LineNumber", error?.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"allow\"")]
    public void Parse_NotAnObject_IsAnError(string text) => Assert.NotNull(PolicyDocument.Parse(text, out _));

    [Fact]
    public void Place_MessageThatBeginsWithThePlace_IsSplitAndLocated()
    {
        var message = Samples.PolicyError(Samples.Json(Text))!;

        var error = Assert.Single(PolicyDocument.Place(Failure(message), Text));

        Assert.Equal("fs.rules[0].operations", error.Path);
        Assert.Equal("is missing.", error.Message);
        Assert.Equal(4, error.Location?.Line);
    }

    [Fact]
    public void Place_MessageWithoutPlace_StaysWhole()
    {
        var error = Assert.Single(PolicyDocument.Place(Failure("Too large."), Text));

        Assert.Equal(new DocumentError("", "Too large.", null), error);
    }

    private static GatewayFailure Failure(string message) => new(GatewayFailureKind.Rejected, "Invalid")
    {
        Errors = new Dictionary<string, string[]> { ["document"] = [message] },
    };
}
