using SecureExec.Permissions;

namespace SecureExec.Core.Tests.Policy;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("/data/**", "/data/a", true)]
    [InlineData("/data/**", "/data/a/b/c", true)]
    [InlineData("/data/**", "/data", true)]
    [InlineData("/data/**", "/database", false)]
    [InlineData("/data/**", "/other/data/a", false)]
    [InlineData("/data/*", "/data/a", true)]
    [InlineData("/data/*", "/data/a/b", false)]
    [InlineData("/data/*", "/data", false)]
    [InlineData("/data/*", "/data/", true)]
    [InlineData("*", "/a/b/c", true)]
    [InlineData("**", "/a/b/c", true)]
    [InlineData("/**", "/", true)]
    [InlineData("/data", "/data", true)]
    [InlineData("/data", "/data/a", false)]
    [InlineData("/data", "/Data", false)]
    [InlineData("/?.txt", "/a.txt", true)]
    [InlineData("/?.txt", "/ab.txt", false)]
    [InlineData("/a?b", "/a/b", false)]
    [InlineData("/**/*.js", "/a/b/c.js", true)]
    [InlineData("/**/*.js", "/c.js", false)]
    [InlineData("/**.js", "/c.js", true)]
    [InlineData("/**.js", "/a/c.js", true)]
    [InlineData("/**/*.js", "/a/b/c.jsx", false)]
    [InlineData("/a/**/z", "/a/b/c/z", true)]
    [InlineData("/a/**/z", "/a/b/c/zz", false)]
    [InlineData("/a*b*c/**", "/aXbXc/d", true)]
    [InlineData("/a*b*c/**", "/aXbXc", true)]
    [InlineData("/a*b*c/**", "/aXbX/c/d", false)]
    [InlineData("/*/x/*/y", "/a/x/b/y", true)]
    [InlineData("/*/x/*/y", "/a/b/x/b/y", false)]
    [InlineData("/**/x/*/y", "/a/b/x/x/b/y", true)]
    [InlineData("tcp://*.example.com:443", "tcp://api.example.com:443", true)]
    [InlineData("tcp://*.example.com:443", "tcp://example.com:443", false)]
    [InlineData("tcp://*:80", "tcp://10.0.0.1:80", true)]
    [InlineData("NPM_*", "NPM_TOKEN", true)]
    [InlineData("NPM_*", "XNPM_TOKEN", false)]
    [InlineData("", "", true)]
    [InlineData("a***b", "a/x/b", true)]
    [InlineData("/[a]", "/a", false)]
    public void IsMatch_Table(string pattern, string text, bool expected) =>
        Assert.Equal(expected, new GlobPattern(pattern).IsMatch(text));

    [Fact]
    public void IsMatch_PatternMadeToBacktrack_Ends()
    {
        string pattern = "/" + string.Concat(Enumerable.Repeat("*a", 40)) + "/**/" + string.Concat(Enumerable.Repeat("*a", 40)) + "b";
        string text = "/" + new string('a', 2000) + "/" + new string('a', 2000);
        Assert.False(new GlobPattern(pattern).IsMatch(text));
    }

    [Fact]
    public void IsMatch_RandomPatterns_AgreeWithAPlainMatcher()
    {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++)
        {
            string pattern = Random(random, ["a", "b", "/", "*", "**", "?"], 7);
            string text = Random(random, ["a", "b", "/"], 7);
            if (pattern is "*" || pattern.EndsWith("/**", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.True(Plain(pattern, text) == new GlobPattern(pattern).IsMatch(text), $"'{pattern}' on '{text}'");
        }
    }

    private static string Random(Random random, string[] parts, int length) =>
        string.Concat(Enumerable.Range(0, random.Next(length)).Select(_ => parts[random.Next(parts.Length)]));

    private static bool Plain(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        if (pattern.StartsWith("**"))
        {
            return Plain(pattern[2..], text) || (!text.IsEmpty && Plain(pattern, text[1..]));
        }

        if (pattern[0] == '*')
        {
            return Plain(pattern[1..], text) || (!text.IsEmpty && text[0] != '/' && Plain(pattern, text[1..]));
        }

        return !text.IsEmpty && (pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0]) && Plain(pattern[1..], text[1..]);
    }
}
