using System.Text.Json;

namespace SecureExec.Core.Tests.Api;

/// <summary>Collections of host functions as commands of the machine, in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class HostCommandTests(HostCommandTests.Shared shared) : IClassFixture<HostCommandTests.Shared>
{
    private const string AddHelp = """
        Usage: math add [--NAME VALUE]... | --json TEXT
        Adds two integers.

          --a INTEGER (required)  The first.
          --b INTEGER (required)

        Examples:
          Two and three.
            math add --json '{"a":2,"b":3}'

        """;

    private const string MathHelp = """
        Usage: math FUNCTION [--NAME VALUE]... | --json TEXT
        Calls a function of the host. Without options its input is JSON on standard input; its result is JSON on standard output.

          add   Adds two integers.
          zero  Takes nothing.

        'math FUNCTION --help' tells what a function takes.

        """;

    private static readonly Dictionary<string, HostFunction> s_functions = new()
    {
        ["math/add"] = new("Adds two integers.", (input, _) => Task.FromResult(Json($"{input.GetProperty("a").GetInt32() + input.GetProperty("b").GetInt32()}")))
        {
            InputSchema = Json("""{"type":"object","properties":{"a":{"type":"integer","description":"The first."},"b":{"type":"integer"}},"required":["a","b"],"additionalProperties":false}"""),
            Examples = [new HostFunctionExample("Two and three.", Json("""{"a":2,"b":3}"""))],
        },
        ["math/zero"] = new("Takes nothing.", (input, _) => Task.FromResult(input)) { InputSchema = Json("""{"type":"object","additionalProperties":false}""") },
        ["notes/save"] = new("Gives back what it is given.", (input, _) => Task.FromResult(input))
        {
            InputSchema = Json("""
                {"type":"object","properties":{"title":{"type":["null","string"]},"tags":{"type":"array","items":{"type":"string"}},"pinned":{"type":"boolean"},"maxItems":{"type":"number"},"more":{"type":"object"},"free":{}}}
                """),
        },
        ["notes/any"] = new("Takes anything.", (input, _) => Task.FromResult(input)),
        ["notes/fail"] = new("Fails.", (_, _) => throw new HostFunctionException("what the guest may know") { Code = "ERR_OF_MINE" }),
        ["alone"] = new("Is of no collection.", (input, _) => Task.FromResult(input)),
    };

    private readonly NodeRuntime _runtime = shared.Runtime;

    [Theory]
    [InlineData("math add --a 2 --b=-3", "-1\n")]
    [InlineData("/usr/bin/math add --json '{\"a\":2,\"b\":4}'", "6\n")]
    [InlineData("echo '{\"a\":2,\"b\":5}' | math add", "7\n")]
    [InlineData("echo '{\"a\":2,\"b\":6}' | math add --json -", "8\n")]
    [InlineData("math add --b 2 --a 1 | cat; sum=$(math add --a 1 --b 3) && echo $sum; env -i math add --a 2 --b 3", "3\n4\n5\n")]
    [InlineData("ln -s /usr/bin/math /tmp/other && /tmp/other add --a 1 --b 0", "1\n")]
    [InlineData("echo '{\"x\":1}' | math zero", "{}\n")]
    [InlineData("notes any </dev/null", "{}\n")]
    [InlineData("notes any --x 1 --y=text --z '[null]'", "{\"x\":1,\"y\":\"text\",\"z\":[null]}\n")]
    [InlineData("notes save --title 1 --tags x --tags 2 --pinned --max-items 1.5 --more '{\"k\":[1]}' --free true", "{\"title\":\"1\",\"tags\":[\"x\",\"2\"],\"pinned\":true,\"maxItems\":1.5,\"more\":{\"k\":[1]},\"free\":true}\n")]
    [InlineData("notes save --title=--x --no-pinned --tags '[\"a\"]' --title y", "{\"title\":\"y\",\"pinned\":false,\"tags\":[\"a\"]}\n")]
    [InlineData("notes save --pinned false --title 'ü\"' | node -p 'JSON.parse(fs.readFileSync(0)).title'", "ü\"\n")]
    [InlineData("math --help", MathHelp)]
    [InlineData("math add --help", AddHelp)]
    [InlineData("which math notes; command -v alone || echo none", "/usr/bin/math\n/usr/bin/notes\nnone\n")]
    [InlineData("node -e \"process.execve('/usr/bin/math', ['any', 'add', '--a', '1', '--b', '2'], {})\" 2>/dev/null", "3\n")]
    public async Task Command_OfACollection_PrintsTheResult(string script, string expected)
    {
        RunResult result = await _runtime.ExecCommandAsync("sh", ["-c", script]).WaitAsync(SharedRuntime.Patience);
        Assert.Equal((expected, "", 0), (result.Stdout, result.Stderr, result.ExitCode));
    }

    [Theory]
    [InlineData("math sub --a 1", 2, "math: no function is named 'sub'; there are: add, zero\n")]
    [InlineData("math add --c 1", 2, "math: add: there is no option '--c'; there are: --a, --b\n")]
    [InlineData("math zero --c 1", 2, "math: zero: there is no option '--c'; it takes none\n")]
    [InlineData("math add --a x", 2, "math: add: --a: 'x' is no integer\n")]
    [InlineData("notes save --more 1", 2, "notes: save: --more: '1' is no object\n")]
    [InlineData("notes save --no-pinned=1", 2, "notes: save: --no-pinned takes no value\n")]
    [InlineData("math add --a --b 1", 2, "math: add: --a needs a value; one that begins with -- is given as --a=VALUE\n")]
    [InlineData("math add 1 2", 2, "math: add: '1' is no option; the input is given as --NAME VALUE or as --json TEXT\n")]
    [InlineData("math add --json", 2, "math: add: --json needs a value\n")]
    [InlineData("math add --json {", 2, "math: add: the value of --json is no JSON\n")]
    [InlineData("math add --a 1 --json {}", 2, "math: add: --json stands for the whole input: no other option goes with it\n")]
    [InlineData("echo text | math add", 2, "math: standard input is no JSON\n")]
    [InlineData("math add --a 1", 1, "math: ERR_HOST_TOOL_INVALID_INPUT: The input of host tool 'math/add' is not valid: input: Required properties [\"b\"] are not present\n")]
    [InlineData("notes fail --x 1", 1, "notes: ERR_OF_MINE: what the guest may know\n")]
    [InlineData("math", 2, MathHelp)]
    public async Task Command_ThatCannotBe_SaysWhyAndWhatThereIs(string script, int exitCode, string expected)
    {
        RunResult result = await _runtime.ExecCommandAsync("sh", ["-c", script]).WaitAsync(SharedRuntime.Patience);
        Assert.Equal(("", expected, exitCode), (result.Stdout, result.Stderr, result.ExitCode));
    }

    [Fact]
    public async Task Command_UnderPolicyAndLimits_IsRefusedAsTheCallIs()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            HostFunctions = s_functions,
            Limits = ResourceLimits.Default with { MaxHostFunctionInputBytes = 1000 },
            Permissions = PermissionPolicy.Default with
            {
                Tool = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["invoke"], ["math/add"])]),
            },
        });
        RunResult result = await runtime.ExecCommandAsync("sh", ["-c", "math add --a 1 --b 2; echo $?; yes | head -c 2000 | notes any; echo $?; notes any --x $(yes | head -c 2000 | tr -d '\\n'); echo $?; math zero"]);
        const string tooLarge = "notes: ERR_HOST_TOOL_TOO_LARGE: The input of host tool 'notes/any' has more than 1000 bytes (maxHostFunctionInputBytes)\n";
        Assert.Equal($"math: EACCES: permission denied, tool 'math/add': blocked by tool.invoke policy\n{tooLarge}{tooLarge}", result.Stderr);
        Assert.Equal("1\n1\n1\n{}\n", result.Stdout);
    }

    [Fact]
    public async Task Command_DeniedAsAProgram_DoesNotStart()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            HostFunctions = s_functions,
            Permissions = PermissionPolicy.Default with
            {
                ChildProcess = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["spawn"], ["math"])]),
            },
        });
        RunResult result = await runtime.ExecCommandAsync("sh", ["-c", "math add --a 1 --b 2; ln -s /usr/bin/math /tmp/m; /tmp/m add --a 1 --b 2; echo $?"]);
        Assert.Equal("126\n", result.Stdout);
    }

    [Fact]
    public async Task Command_ThatIsKilled_CancelsTheHandler()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            HostFunctions = new Dictionary<string, HostFunction>
            {
                ["slow/wait"] = new("Waits until it is cancelled.", async (input, token) =>
                {
                    token.Register(() => cancelled.TrySetResult());
                    begun.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                    return input;
                }),
                ["hasBegun"] = new("Answers when the other one has begun.", async (input, _) =>
                {
                    await begun.Task;
                    return input;
                }),
            },
        });
        RunResult result = await runtime.ExecAsync("""
            import { spawn } from 'node:child_process';
            const child = spawn('slow', ['wait', '--json', '1']).on('exit', (code, signal) => console.log(code, signal));
            await callHostTool('hasBegun');
            child.kill();
            """).WaitAsync(SharedRuntime.Patience);
        Assert.Equal(("null SIGTERM\n", ""), (result.Stdout, result.Stderr));
        await cancelled.Task.WaitAsync(SharedRuntime.Patience);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    /// <summary>One machine for the tests that change nothing in it.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal NodeRuntime Runtime { get; private set; } = null!;

        public async Task InitializeAsync() => Runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { HostFunctions = s_functions });

        public async Task DisposeAsync() => await Runtime.DisposeAsync();
    }
}
