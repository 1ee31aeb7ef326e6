using System.Text.Json;
using SecureExec.Permissions;

namespace SecureExec.Core.Tests.Policy;

public sealed class PolicyTests
{
    [Theory]
    [InlineData(PermissionScope.Fs, "read", true)]
    [InlineData(PermissionScope.Network, "fetch", false)]
    [InlineData(PermissionScope.ChildProcess, "spawn", true)]
    [InlineData(PermissionScope.Process, "inspect", true)]
    [InlineData(PermissionScope.Env, "read", true)]
    [InlineData(PermissionScope.Tool, "invoke", true)]
    public void Default_PermitsEverythingButTheNetwork(PermissionScope scope, string operation, bool expected) =>
        Assert.Equal(expected, new PolicyEngine(PermissionPolicy.Resolve(null)).Allows(scope, operation, "x"));

    [Fact]
    public void Engine_NoPolicyOrMissingScope_Denies()
    {
        foreach (PermissionScope scope in PermissionOperations.Scopes)
        {
            foreach (string operation in PermissionOperations.Of(scope))
            {
                Assert.False(new PolicyEngine(null).Allows(scope, operation, "/x"));
                Assert.False(new PolicyEngine(new PermissionPolicy()).Allows(scope, operation, "/x"));
                Assert.False(new PolicyEngine(PermissionPolicy.DenyAll).Allows(scope, operation, "/x"));
                Assert.True(new PolicyEngine(PermissionPolicy.AllowAll).Allows(scope, operation, "/x"));
            }

            Assert.False(new PolicyEngine(PermissionPolicy.AllowAll).Allows(scope, "unknown", "/x"));
        }
    }

    [Fact]
    public void Resolve_MergesPerScopeAndNotPerRule()
    {
        PermissionPolicy custom = PermissionPolicy.Parse("""{"env":{"rules":[{"mode":"allow","operations":["read"],"patterns":["PATH"]}]}}""");
        PermissionPolicy resolved = PermissionPolicy.Resolve(custom);
        Assert.Equal(PermissionPolicy.Default.Fs, resolved.Fs);
        Assert.Equal(PermissionPolicy.Default.Network, resolved.Network);
        Assert.Equal(ScopePolicy.Deny, resolved.Tool);
        var engine = new PolicyEngine(resolved);
        Assert.True(engine.Allows(PermissionScope.Env, "read", "PATH"));
        Assert.False(engine.Allows(PermissionScope.Env, "read", "HOME"));
        Assert.False(engine.Allows(PermissionScope.Env, "write", "PATH"));
    }

    [Fact]
    public void Rules_TheLastThatMatchesDecides()
    {
        PermissionPolicy policy = PermissionPolicy.Parse(
            """
            {"fs":{"default":"allow","rules":[
              {"mode":"deny","operations":["*"],"paths":["/data/**"]},
              {"mode":"allow","operations":["read","stat"],"paths":["/data/public/**"]},
              {"mode":"deny","operations":["read"],"paths":["/data/public/*.key"]}]}}
            """);
        var engine = new PolicyEngine(policy);
        Assert.True(engine.AllowsFs(FsAccess.Read | FsAccess.Write, "/elsewhere"));
        Assert.False(engine.AllowsFs(FsAccess.Read, "/data/x"));
        Assert.True(engine.AllowsFs(FsAccess.Read | FsAccess.Stat, "/data/public/x"));
        Assert.False(engine.AllowsFs(FsAccess.Read | FsAccess.Write, "/data/public/x"));
        Assert.Equal(FsAccess.Write, engine.FirstDenied(FsAccess.Read | FsAccess.Write, "/data/public/x"));
        Assert.False(engine.AllowsFs(FsAccess.Read, "/data/public/a.key"));
        Assert.True(engine.AllowsFs(FsAccess.Stat, "/data/public/a.key"));
    }

    [Fact]
    public void FsAccess_BitsFollowTheListOfOperations()
    {
        IReadOnlyList<string> names = PermissionOperations.Of(PermissionScope.Fs);
        for (int i = 0; i < names.Count; i++)
        {
            Assert.True(Enum.IsDefined((FsAccess)(1 << i)));
            Assert.Equal(names[i], PolicyEngine.NameOf((FsAccess)(1 << i)));
        }

        Assert.False(Enum.IsDefined((FsAccess)(1 << names.Count)));
        Assert.Equal("create_dir", PolicyEngine.NameOf(FsAccess.CreateDir));
        Assert.Equal("truncate", PolicyEngine.NameOf(FsAccess.Truncate));
    }

    [Fact]
    public void Json_GoesThereAndBack()
    {
        PermissionPolicy policy = PermissionPolicy.Default
            .Append(PermissionRule.Parse("fs.read:/data/**", PermissionMode.Deny))
            .Append(PermissionRule.Parse("network.fetch:tcp://example.com:443", PermissionMode.Allow));
        PermissionPolicy back = PermissionPolicy.Parse(policy.ToJson());
        Assert.Equal(policy, back);
        Assert.Equal(policy.ToJson(), back.ToJson());
        Assert.NotEqual(policy, back.Append(PermissionRule.Parse("env", PermissionMode.Deny)));
        Assert.Equal(new PermissionPolicy(), PermissionPolicy.Parse("{}"));
    }

    [Theory]
    [InlineData("[]", "permissions must be an object")]
    [InlineData("""{"files":"allow"}""", "permissions.files: no such scope; scopes are fs, network")]
    [InlineData("""{"fs":"ask"}""", "permissions.fs must be \"allow\" or \"deny\"")]
    [InlineData("""{"fs":1}""", "permissions.fs must be \"allow\", \"deny\" or an object")]
    [InlineData("""{"fs":"allow","fs":"deny"}""", "permissions.fs is given twice")]
    [InlineData("""{"fs":{"default":"allow"}}""", "permissions.fs.rules is missing")]
    [InlineData("""{"fs":{"rules":{}}}""", "permissions.fs.rules must be an array")]
    [InlineData("""{"fs":{"rules":[],"mode":"x"}}""", "permissions.fs.mode: no such property")]
    [InlineData("""{"fs":{"default":"maybe","rules":[]}}""", "permissions.fs.default must be")]
    [InlineData("""{"fs":{"rules":[1]}}""", "permissions.fs.rules[0] must be an object")]
    [InlineData("""{"fs":{"rules":[{"operations":["*"],"paths":["*"]}]}}""", "permissions.fs.rules[0].mode is missing")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","paths":["*"]}]}}""", "permissions.fs.rules[0].operations is missing")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":["*"]}]}}""", "permissions.fs.rules[0].paths is missing")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":["*"],"patterns":["*"]}]}}""", "permissions.fs.rules[0].patterns: no such property")]
    [InlineData("""{"env":{"rules":[{"mode":"allow","operations":["*"],"paths":["*"]}]}}""", "permissions.env.rules[0].paths: no such property")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":[],"paths":["*"]}]}}""", "permissions.fs.rules[0].operations must not be empty; use [\"*\"]")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":["*"],"paths":[]}]}}""", "permissions.fs.rules[0].paths must not be empty; use [\"*\"]")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":["*"],"paths":[""]}]}}""", "permissions.fs.rules[0].paths[0] must not be empty")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":["*"],"paths":["data"]}]}}""", "must be an absolute path")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":["read","fly"],"paths":["*"]}]}}""", "permissions.fs.rules[0].operations[1]: 'fly' is no operation of fs")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":"read","paths":["*"]}]}}""", "permissions.fs.rules[0].operations must be an array")]
    [InlineData("""{"fs":{"rules":[{"mode":"allow","operations":[1],"paths":["*"]}]}}""", "permissions.fs.rules[0].operations[0] must be a string")]
    public void Parse_Fault_NamesItsPlace(string json, string message)
    {
        JsonException fault = Assert.Throws<JsonException>(() => PermissionPolicy.Parse(json));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fs.read:/data/**", PermissionScope.Fs, "read", "/data/**")]
    [InlineData("fs", PermissionScope.Fs, "*", "**")]
    [InlineData("fs:/data", PermissionScope.Fs, "*", "/data")]
    [InlineData("env.read", PermissionScope.Env, "read", "**")]
    [InlineData("network.http:tcp://a:80", PermissionScope.Network, "http", "tcp://a:80")]
    [InlineData("childProcess.spawn:git", PermissionScope.ChildProcess, "spawn", "git")]
    [InlineData("fs.*:/x", PermissionScope.Fs, "*", "/x")]
    public void RuleParse_ShortForm_IsRead(string text, PermissionScope scope, string operation, string pattern)
    {
        ScopedPermissionRule rule = PermissionRule.Parse(text, PermissionMode.Allow);
        Assert.Equal(new ScopedPermissionRule(scope, new PermissionRule(PermissionMode.Allow, [operation], [pattern])), rule);
    }

    [Theory]
    [InlineData("", "is no scope")]
    [InlineData("disk", "'disk' is no scope; scopes are fs")]
    [InlineData("fs.fly", "'fly' is no operation of fs")]
    [InlineData("fs.", "is no operation of fs")]
    [InlineData("fs:", "must not be empty")]
    [InlineData("fs.read:relative", "must be an absolute path")]
    public void RuleParse_Fault_Throws(string text, string message)
    {
        FormatException fault = Assert.Throws<FormatException>(() => PermissionRule.Parse(text, PermissionMode.Allow));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_AddsToTheDefaultOfTheScope()
    {
        var engine = new PolicyEngine(PermissionPolicy.Default
            .Append(PermissionRule.Parse("fs.write:/etc/**", PermissionMode.Deny))
            .Append(PermissionRule.Parse("network.fetch:tcp://example.com:443", PermissionMode.Allow)));
        Assert.True(engine.AllowsFs(FsAccess.Read, "/etc/passwd"));
        Assert.False(engine.AllowsFs(FsAccess.Write, "/etc/passwd"));
        Assert.True(engine.Allows(PermissionScope.Network, "fetch", "tcp://example.com:443"));
        Assert.False(engine.Allows(PermissionScope.Network, "fetch", "tcp://example.org:443"));
    }

    [Fact]
    public void Engine_FaultyPolicy_Throws()
    {
        var policy = new PermissionPolicy { Fs = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, [], ["*"])]) };
        Assert.Contains("permissions.fs.rules[0].operations", Assert.Throws<ArgumentException>(() => new PolicyEngine(policy)).Message, StringComparison.Ordinal);
        Assert.NotNull(policy.FindError());
    }

    [Fact]
    public void CheckedDentry_HasNoPublicWayToBeMade()
    {
        Assert.True(typeof(CheckedDentry).IsSealed);
        Assert.All(
            typeof(CheckedDentry).GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic),
            c => Assert.True(c.IsPrivate));
    }
}
