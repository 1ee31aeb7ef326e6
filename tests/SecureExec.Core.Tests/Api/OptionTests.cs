using System.Text.Json;
using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec.Core.Tests.Api;

/// <summary>Wrong options are refused before anything starts, by name. No worker is needed.</summary>
public sealed class OptionTests
{
    private static readonly HostFunction s_tool = new("d", (input, _) => Task.FromResult(input));

    public static TheoryData<string, NodeRuntimeOptions> WrongRuntimeOptions => new()
    {
        { "Cwd", new NodeRuntimeOptions { Cwd = "relative" } },
        { "Cwd", new NodeRuntimeOptions { Cwd = "/a/../b" } },
        { "Files", new NodeRuntimeOptions { Files = new Dictionary<string, SeedContent> { ["x"] = "y" } } },
        { "Files", new NodeRuntimeOptions { Files = new Dictionary<string, SeedContent> { ["/m/x"] = "y" }, Mounts = [new HostMount("/tmp", "/m")] } },
        { "Env", new NodeRuntimeOptions { Env = new Dictionary<string, string> { ["A=B"] = "y" } } },
        { "Env", new NodeRuntimeOptions { Env = new Dictionary<string, string> { ["A"] = "\0" } } },
        { "Mounts", new NodeRuntimeOptions { Mounts = [new HostMount("/no/such/directory", "/m")] } },
        { "Mounts", new NodeRuntimeOptions { Mounts = [new HostMount("/tmp", "m")] } },
        { "Mounts", new NodeRuntimeOptions { Mounts = [new HostMount("/tmp", "/")] } },
        { "Mounts", new NodeRuntimeOptions { Mounts = [new HostMount("/tmp", "/m"), new HostMount("/var", "/m/")] } },
        { "NodeModules", new NodeRuntimeOptions { NodeModules = "/no/such/directory" } },
        { "Mounts", new NodeRuntimeOptions { NodeModules = "/tmp", Mounts = [new HostMount("/tmp", "/workspace/node_modules")] } },
        { "HostFunctions names", Tool("") },
        { "HostFunctions names", Tool("a b") },
        { "HostFunctions names", Tool("a/b/c") },
        { "HostFunctions names", Tool("/a") },
        { "HostFunctions names", Tool("a/") },
        { "HostFunctions names", Tool("1a") },
        { "HostFunctions names", Tool("_a") },
        { "HostFunctions names", Tool("fs/read") },
        { "HostFunctions names", Tool("console/log") },
        { "HostFunctions names", Tool("class/x") },
        { "HostFunctions names", Tool("my-tools/x") },
        { "HostFunctions names", Tool("grep/x") },
        { "HostFunctions names", Tool("cd/x") },
        { "HostFunctions names", Tool("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") },
        { "HostFunctions['f'] has no handler", new NodeRuntimeOptions { HostFunctions = new Dictionary<string, HostFunction> { ["f"] = null! } } },
        { "HostFunctions['f'].Description", Tool("f", s_tool with { Description = " " }) },
        { "HostFunctions['f'].Description", Tool("f", s_tool with { Description = new string('x', 201) }) },
        { "HostFunctions['f'].Timeout", Tool("f", s_tool with { Timeout = TimeSpan.Zero }) },
        { "HostFunctions['f'].Timeout", Tool("f", s_tool with { Timeout = TimeSpan.FromSeconds(301) }) },
        { "HostFunctions['f'].InputSchema", Tool("f", s_tool with { InputSchema = JsonElement.Parse("1") }) },
        { "HostFunctions['f'].InputSchema", Tool("f", s_tool with { InputSchema = JsonElement.Parse("{\"type\":\"nothing\"}") }) },
        { "HostFunctions['f'].InputSchema", Tool("f", s_tool with { InputSchema = JsonElement.Parse("{\"pattern\":\"(\"}") }) },
        { "HostFunctions['f'].InputSchema", Tool("f", s_tool with { InputSchema = JsonElement.Parse("{\"$ref\":\"https://example.com/schema\"}") }) },
        { "HostFunctions['f'].InputSchema has", Tool("f", s_tool with { InputSchema = JsonElement.Parse("{\"title\":\"" + new string('x', 16_384) + "\"}") }) },
        { "HostFunctions['f'].InputSchema is deeper", Tool("f", s_tool with { InputSchema = JsonElement.Parse(string.Concat(Enumerable.Repeat("{\"not\":", 33)) + "true" + new string('}', 33)) }) },
        { "HostFunctions['f'].Examples has", Tool("f", s_tool with { Examples = [.. Enumerable.Repeat(new HostFunctionExample("d", JsonElement.Parse("1")), 17)] }) },
        { "HostFunctions['f'].Examples[0].Input has", Tool("f", s_tool with { Examples = [new HostFunctionExample("d", JsonElement.Parse("\"" + new string('x', 4096) + "\""))] }) },
        { "HostFunctions['f'].Examples[0].Input does not match", Tool("f", s_tool with { InputSchema = JsonElement.Parse("{\"type\":\"string\"}"), Examples = [new HostFunctionExample("d", JsonElement.Parse("1"))] }) },
        { "HostFunctions has 257", Tools(Enumerable.Range(0, 257).Select(i => $"f{i}")) },
        { "HostFunctions has 65 collections", Tools(Enumerable.Range(0, 65).Select(i => $"c{i}/f")) },
        { "HostFunctions has 65 functions in 'c'", Tools(Enumerable.Range(0, 65).Select(i => $"c/f{i}")) },
        { "HostFunctions has more than", Tools(Enumerable.Range(0, 256).Select(i => $"f{i}"), s_tool with { InputSchema = JsonElement.Parse("{\"title\":\"" + new string('x', 16_300) + "\"}"), Examples = [new HostFunctionExample("d", JsonElement.Parse("\"" + new string('x', 4000) + "\""))] }) },
        { "LoopbackExemptPorts", new NodeRuntimeOptions { LoopbackExemptPorts = [0] } },
        { "LoopbackExemptPorts", new NodeRuntimeOptions { LoopbackExemptPorts = [80, 65_536] } },
        { "LoopbackExemptPorts", new NodeRuntimeOptions { LoopbackExemptPorts = null! } },
        { "Dns", new NodeRuntimeOptions { Dns = null! } },
        { "Dns.NameServers names 'ns.example'", new NodeRuntimeOptions { Dns = new DnsOptions { NameServers = ["ns.example"] } } },
        { "Dns.NameServers", new NodeRuntimeOptions { Dns = new DnsOptions { NameServers = [.. Enumerable.Repeat("1.1.1.1", 9)] } } },
        { "Dns.Overrides['1.1'] is no host name", new NodeRuntimeOptions { Dns = new DnsOptions { Overrides = new Dictionary<string, IReadOnlyList<string>> { ["1.1"] = ["1.1.1.1"] } } } },
        { "Dns.Overrides['a'] names 'b'", new NodeRuntimeOptions { Dns = new DnsOptions { Overrides = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["b"] } } } },
        { "Dns.Overrides['A.'] is given twice", new NodeRuntimeOptions { Dns = new DnsOptions { Overrides = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["1.1.1.1"], ["A."] = ["1.1.1.1"] } } } },
        { "User.Name", new NodeRuntimeOptions { User = new GuestUser { Name = "Ada" } } },
        { "User.Name", new NodeRuntimeOptions { User = new GuestUser { Name = "a:b" } } },
        { "User.Name", new NodeRuntimeOptions { User = new GuestUser { Name = "" } } },
        { "User.Name", new NodeRuntimeOptions { User = new GuestUser { Name = "root" } } },
        { "User.Name", new NodeRuntimeOptions { User = new GuestUser { Name = "ada", Uid = 0 } } },
        { "User.Uid", new NodeRuntimeOptions { User = new GuestUser { Uid = -1 } } },
        { "User.Gid", new NodeRuntimeOptions { User = new GuestUser { Gid = 65_534 } } },
        { "User.Home", new NodeRuntimeOptions { User = new GuestUser { Home = "home" } } },
        { "User", new NodeRuntimeOptions { User = null! } },
        { "JsRuntime", new NodeRuntimeOptions { JsRuntime = null! } },
        { "JsRuntime.Platform", new NodeRuntimeOptions { JsRuntime = new JsRuntimeOptions { Platform = (JsPlatform)9 } } },
        { "JsRuntime.AllowedBuiltins", new NodeRuntimeOptions { JsRuntime = new JsRuntimeOptions { AllowedBuiltins = ["fs", "lodash"] } } },
        { "JsRuntime.AllowedBuiltins", new NodeRuntimeOptions { JsRuntime = new JsRuntimeOptions { AllowedBuiltins = [""] } } },
        { "JsRuntime.AllowedBuiltins", new NodeRuntimeOptions { JsRuntime = new JsRuntimeOptions { Platform = JsPlatform.Bare, AllowedBuiltins = [] } } },
        { "JsRuntime.ModuleResolution", new NodeRuntimeOptions { JsRuntime = new JsRuntimeOptions { ModuleResolution = (JsModuleResolution)3 } } },
        { "NodeModules", new NodeRuntimeOptions { NodeModules = "/tmp", JsRuntime = new JsRuntimeOptions { ModuleResolution = JsModuleResolution.Relative } } },
        { "JsRuntime.AllowedBuiltins", new NodeRuntimeOptions { JsRuntime = new JsRuntimeOptions { ModuleResolution = JsModuleResolution.None, AllowedBuiltins = ["fs"] } } },
        { "v8HeapLimitMb", new NodeRuntimeOptions { Limits = ResourceLimits.Default with { V8HeapLimitMb = 0 } } },
    };

    public static TheoryData<string, RunOptions> WrongRunOptions => new()
    {
        { "Timeout", new RunOptions { Timeout = TimeSpan.Zero } },
        { "Timeout", new RunOptions { Timeout = TimeSpan.FromDays(8) } },
        { "Cwd", new RunOptions { Cwd = "x" } },
        { "Args", new RunOptions { Args = ["a\0b"] } },
        { "Env", new RunOptions { Env = new Dictionary<string, string> { [""] = "" } } },
        { "Inputs", new RunOptions { Inputs = new Dictionary<string, string> { ["a-b"] = "1" } } },
        { "Inputs", new RunOptions { Inputs = new Dictionary<string, string> { ["a"] = "{" } } },
        { "FileName", new RunOptions { FileName = "a.js" } },
        { "Language", new RunOptions { FileName = "/a.ts", Language = SourceLanguage.JavaScript } },
        { "Format", new RunOptions { FileName = "/a.cjs", Format = SourceFormat.Module } },
        { "Language", new RunOptions { Language = (SourceLanguage)9 } },
    };

    [Theory]
    [MemberData(nameof(WrongRuntimeOptions))]
    public void RuntimeOptions_Wrong_NameTheOption(string option, NodeRuntimeOptions options) =>
        Assert.Contains(option, Assert.ThrowsAny<ArgumentException>(() => RuntimePlan.From(options)).Message);

    [Theory]
    [MemberData(nameof(WrongRunOptions))]
    public void RunOptions_Wrong_NameTheOption(string option, RunOptions options) =>
        Assert.Contains(option, Assert.ThrowsAny<ArgumentException>(() => ProgramPlan.ForSource("1", options)).Message);

    [Theory]
    [InlineData(null, null, null, "Module")]
    [InlineData(SourceLanguage.TypeScript, null, null, "TypeScriptModule")]
    [InlineData(null, SourceFormat.CommonJs, null, "CommonJs")]
    [InlineData(SourceLanguage.TypeScript, SourceFormat.CommonJs, null, "TypeScriptCommonJs")]
    [InlineData(null, null, "/x/a.mts", "File")]
    public void ForSource_LanguageAndFormat_ChooseTheKind(SourceLanguage? language, SourceFormat? format, string? fileName, string expected) =>
        Assert.Equal(expected, ProgramPlan.ForSource("1", new RunOptions { Language = language, Format = format, FileName = fileName }).Kind.ToString());

    [Fact]
    public void ForFile_OptionsOfSourceText_AreRefused()
    {
        Assert.Contains("FileName", Assert.Throws<ArgumentException>(() => ProgramPlan.ForFile("a.js", new RunOptions { FileName = "/a.js" })).Message);
        Assert.Contains("Language", Assert.Throws<ArgumentException>(() => ProgramPlan.ForFile("a.js", new RunOptions { Language = SourceLanguage.TypeScript })).Message);
        ProgramConfig program = ProgramPlan.ForFile("a.js", new RunOptions { Args = ["1"] });
        Assert.Equal(["a.js", "1"], program.Args);
    }

    [Fact]
    public void RuntimePlan_NodeModules_IsMountedReadOnlyInTheWorkingDirectory()
    {
        RuntimePlan plan = RuntimePlan.From(new NodeRuntimeOptions { NodeModules = "/tmp", Cwd = "/app/", Mounts = [new HostMount("/var", "/v", false)] });
        Assert.Equal(["/app/node_modules", "/v"], plan.Config.Mounts.Select(mount => mount.GuestPath));
        Assert.Equal([true, false], plan.Config.Mounts.Select(mount => mount.ReadOnly));
        Assert.Equal([0, 1], plan.Config.Mounts.Select(mount => mount.MountId));
    }

    [Fact]
    public void PoolOptions_OutOfRange_NameTheOption()
    {
        Assert.Contains("MaxWorkers", Assert.Throws<ArgumentException>(() => new WorkerPool(new WorkerPoolOptions { MaxWorkers = 0 })).Message);
        Assert.Contains("Spares", Assert.Throws<ArgumentException>(() => new WorkerPool(new WorkerPoolOptions { Spares = 65 })).Message);
    }

    private static NodeRuntimeOptions Tool(string name, HostFunction? tool = null) => Tools([name], tool);

    private static NodeRuntimeOptions Tools(IEnumerable<string> names, HostFunction? tool = null) => new() { HostFunctions = names.ToDictionary(name => name, _ => tool ?? s_tool) };
}
