using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class JsonLocatorTests
{
    private const string Json = """
        {
          "fs": {
            "rules": [
              { "mode": "allow", "paths": ["/ä", "/b"] },
              { "mode": "deny" }
            ]
          },
          "network": "deny"
        }
        """;

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("fs", 2, 9)]
    [InlineData("fs.rules[1]", 5, 7)]
    [InlineData("$.fs.rules[0].paths[1]", 4, 42)]
    [InlineData("network", 8, 14)]
    [InlineData("fs.rules[1].mode", 5, 17)]
    public void Find_ExistingPath_IsThePlaceOfTheValue(string path, int line, int column) =>
        Assert.Equal(new JsonLocation(line, column), JsonLocator.Find(Json, path));

    [Theory]
    [InlineData("fs.rules[1].paths", 5, 7)]
    [InlineData("fs.rules[7]", 3, 14)]
    [InlineData("network.rules", 8, 14)]
    public void Find_MissingPath_IsThePlaceOfTheNearestEnclosingValue(string path, int line, int column) =>
        Assert.Equal(new JsonLocation(line, column), JsonLocator.Find(Json, path));

    [Fact]
    public void Find_NotJson_IsNull() => Assert.Null(JsonLocator.Find("{ nope", "a"));
}
