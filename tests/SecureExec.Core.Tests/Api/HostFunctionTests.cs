using System.Collections.Concurrent;
using System.Text.Json;
using SecureExec.Sessions;

namespace SecureExec.Core.Tests.Api;

/// <summary>Functions of the host, called by guests in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class HostFunctionTests
{
    private static readonly JsonElement s_addSchema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"],"additionalProperties":false}""");

    private static HostFunction Add => new("Adds two integers.", (input, _) => Task.FromResult(Json($"{input.GetProperty("a").GetInt32() + input.GetProperty("b").GetInt32()}")))
    {
        InputSchema = s_addSchema,
        Examples = [new HostFunctionExample("Two and three.", Json("""{"a":2,"b":3}"""))],
        Timeout = TimeSpan.FromSeconds(5),
    };

    private static HostFunction Echo => new("Gives back what it is given.", (input, _) => Task.FromResult(input));

    [Fact]
    public async Task Call_ByNameAndByCollection_GivesTheResult()
    {
        await using NodeRuntime runtime = await StartAsync(("echo", Echo), ("math/add", Add));
        Assert.Equal("""{"a":[1,null,"ü"]} {} 5 7 null""", await PrintsAsync(runtime, """
            console.log(JSON.stringify(await callHostTool('echo', { a: [1, null, 'ü'] })), JSON.stringify(await callHostTool('echo')),
              await callHostTool('math/add', { a: 2, b: 3 }), await math.add({ a: 3, b: 4 }), await callHostTool('echo', null));
            """));
    }

    [Fact]
    public async Task Globals_OfCollections_AreFrozenAndSayWhatTheyDo()
    {
        await using NodeRuntime runtime = await StartAsync(("echo", Echo), ("math/add", Add));
        Assert.Equal("""true true add echo,math/add {"description":"Adds two integers.","inputSchema":{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"],"additionalProperties":false},"timeoutMs":5000,"examples":[{"description":"Two and three.","input":{"a":2,"b":3}}]} TypeError TypeError TypeError TypeError""",
            await PrintsAsync(runtime, """
            const error = (f) => { try { f(); return 'none' } catch (e) { return e.name } };
            console.log(Object.isFrozen(math), Object.isFrozen(math.add), math.add.name, Object.keys(callHostTool.tools).join(), JSON.stringify(callHostTool.tools['math/add']),
              error(() => { math.add = 1 }), error(() => { globalThis.math = 1 }), error(() => { delete globalThis.callHostTool }), error(() => { callHostTool.tools.echo.description = 'x' }));
            """));
    }

    [Theory]
    [InlineData("callHostTool('none', 1)", "ERR_HOST_TOOL_NOT_FOUND No host tool is named 'none'")]
    [InlineData("math.add({ a: '1', b: 2 })", "ERR_HOST_TOOL_INVALID_INPUT The input of host tool 'math/add' is not valid: /a: Value is \"string\" but should be \"integer\"")]
    [InlineData("math.add({ a: 1 })", "ERR_HOST_TOOL_INVALID_INPUT The input of host tool 'math/add' is not valid: input: Required properties [\"b\"] are not present")]
    [InlineData("callHostTool('says')", "ERR_OF_MINE what the guest may know")]
    [InlineData("callHostTool('fails')", "ERR_HOST_TOOL_FAILED Host tool 'fails' failed")]
    [InlineData("callHostTool('slow')", "ERR_HOST_TOOL_TIMEOUT Host tool 'slow' took longer than 20 ms")]
    [InlineData("callHostTool('large')", "ERR_HOST_TOOL_TOO_LARGE The result of host tool 'large' has more than 2000 bytes (maxHostFunctionResultBytes)")]
    [InlineData("callHostTool('echo', 'x'.repeat(999))", "ERR_HOST_TOOL_TOO_LARGE The input of host tool 'echo' has more than 1000 bytes (maxHostFunctionInputBytes)")]
    [InlineData("callHostTool('echo', () => 1)", "ERR_INVALID_ARG_VALUE The argument 'input' has no JSON form. Received [Function (anonymous)]")]
    [InlineData("callHostTool(1)", "ERR_INVALID_ARG_TYPE The \"name\" argument must be of type string. Received type number (1)")]
    [InlineData("callHostTool('echo', 1, { signal: AbortSignal.abort() })", "ABORT_ERR The operation was aborted")]
    public async Task Call_ThatCannotBeAnswered_IsAnErrorWithCodeAndReason(string call, string expected)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Limits = ResourceLimits.Default with { MaxHostFunctionInputBytes = 1000, MaxHostFunctionResultBytes = 2000 },
            HostFunctions = Functions(
                ("echo", Echo),
                ("math/add", Add),
                ("says", new HostFunction("Says why.", (_, _) => throw new HostFunctionException("what the guest may know") { Code = "ERR_OF_MINE" })),
                ("fails", new HostFunction("Fails.", (_, _) => throw new InvalidOperationException("a secret of the host"))),
                ("slow", new HostFunction("Takes its time.", async (input, token) =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                    return input;
                }) { Timeout = TimeSpan.FromMilliseconds(20) }),
                ("large", new HostFunction("Gives much.", (_, _) => Task.FromResult(Json($"\"{new string('x', 2000)}\""))))),
        });
        Assert.Equal(expected, await PrintsAsync(runtime, $$"""
            const error = await {{call}}.then(() => 'none', (e) => e);
            console.log(error.code, error.message);
            """));
    }

    [Fact]
    public async Task Call_BeyondTheTimeOfTheLimits_IsATimeout()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Limits = ResourceLimits.Default with { HostFunctionTimeoutMs = 20 },
            HostFunctions = Functions(("slow", new HostFunction("Takes its time.", async (input, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return input;
            }))),
        });
        Assert.StartsWith("ERR_HOST_TOOL_TIMEOUT", await PrintsAsync(runtime, "console.log(await callHostTool('slow', 1).catch((error) => error.code))"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UndefinedResult_IsNull()
    {
        await using NodeRuntime runtime = await StartAsync(("nothing", new HostFunction("Gives nothing.", (_, _) => Task.FromResult(default(JsonElement)))));
        Assert.Equal("null", await PrintsAsync(runtime, "console.log(await callHostTool('nothing'))"));
    }

    [Fact]
    public async Task Call_DeniedByThePolicy_IsEACCESAndTold()
    {
        var entries = new BlockingCollection<AuditEntry>();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            HostFunctions = Functions(("math/add", Add), ("echo", Echo)),
            Permissions = new PermissionPolicy { Tool = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["invoke"], ["math/*"])]) },
            OnAudit = entries.Add,
        });
        Assert.Equal("EACCES EACCES: permission denied, tool 'math/add': blocked by tool.invoke policy\n1", await PrintsAsync(runtime, """
            await math.add({ a: 1, b: 2 }).catch((e) => console.log(e.code, e.message));
            console.log(await callHostTool('echo', 1));
            """));
        Assert.Equal(("security.permission.denied", PermissionScope.Tool, "invoke", "math/add"), Facts(entries.Take()));
        Assert.Equal(("tool.invoked", PermissionScope.Tool, "invoke", "echo"), Facts(entries.Take()));
    }

    [Fact]
    public async Task Call_UnderAPolicyThatDoesNotNameTools_IsDenied()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { HostFunctions = Functions(("echo", Echo)), Permissions = new PermissionPolicy { Fs = ScopePolicy.Allow } });
        Assert.Equal("EACCES", await PrintsAsync(runtime, "await callHostTool('echo', 1).catch((e) => console.log(e.code))"));
    }

    [Fact]
    public async Task Call_GivenUp_CancelsTheHandler()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using NodeRuntime runtime = await StartAsync(("wait", Waits(begun, cancelled)), ("hasBegun", HasBegun(begun)));
        Assert.Equal("AbortError because", await PrintsAsync(runtime, """
            const controller = new AbortController();
            const call = callHostTool('wait', 1, { signal: controller.signal });
            callHostTool('hasBegun').then(() => controller.abort('because'));
            await call.catch((e) => console.log(e.name, e.cause));
            """));
        await cancelled.Task.WaitAsync(SharedRuntime.Patience);
    }

    [Theory]
    [InlineData("process.exit(0)")]
    [InlineData("process.abort()")]
    [InlineData("throw new Error('end')")]
    [InlineData("process.execve('/bin/true', ['true'], {})")]
    public async Task Call_OfAProcessThatEnds_CancelsTheHandler(string end)
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using NodeRuntime runtime = await StartAsync(("wait", Waits(begun, cancelled)), ("hasBegun", HasBegun(begun)));
        await runtime.ExecAsync($"callHostTool('wait'); await callHostTool('hasBegun'); {end}").WaitAsync(SharedRuntime.Patience);
        Assert.True(begun.Task.IsCompleted);
        await cancelled.Task.WaitAsync(SharedRuntime.Patience);
    }

    [Fact]
    public async Task Dispose_WithACallUnderWay_CancelsTheHandler()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        NodeRuntime runtime = await StartAsync(("wait", Waits(begun, cancelled)));
        Task<RunResult> run = runtime.ExecAsync("await callHostTool('wait')");
        await begun.Task.WaitAsync(SharedRuntime.Patience);
        await runtime.DisposeAsync();
        await cancelled.Task.WaitAsync(SharedRuntime.Patience);
        Assert.Equal(RunOutcome.Cancelled, (await run).Outcome);
    }

    [Fact]
    public async Task Calls_MoreThanTheLimit_AreRefusedAndWorkAgainLater()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Limits = ResourceLimits.Default with { MaxHostFunctionCalls = 3 },
            HostFunctions = Functions(("echo", Echo), ("wait", Waits(new TaskCompletionSource(), new TaskCompletionSource()))),
        });
        Assert.Equal("ERR_HOST_TOOL_BUSY More than 3 calls of host tools are under way (maxHostFunctionCalls)\nok", await PrintsAsync(runtime, """
            const controller = new AbortController();
            const waiting = [1, 2, 3].map(() => callHostTool('wait', 1, { signal: controller.signal }));
            await callHostTool('echo').catch((e) => console.log(e.code, e.message));
            controller.abort();
            await Promise.allSettled(waiting);
            let result;
            while (result === undefined) result = await callHostTool('echo', 'ok').catch(() => new Promise((resolve) => setTimeout(resolve, 1)));
            console.log(result);
            """));
    }

    [Theory]
    [InlineData(JsPlatform.Browser)]
    [InlineData(JsPlatform.Neutral)]
    [InlineData(JsPlatform.Bare)]
    public async Task Call_OnOtherPlatforms_Works(JsPlatform platform)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { HostFunctions = Functions(("math/add", Add)), JsRuntime = new JsRuntimeOptions { Platform = platform } });
        Assert.Equal(5, (await runtime.RunAsync<int>("__return(await math.add({ a: 2, b: 3 }))")).Value);
    }

    [Fact]
    public async Task Call_FromContextAndResidentRunner_Works()
    {
        await using NodeRuntime runtime = await StartAsync(("math/add", Add));
        await using ScriptContext context = await runtime.CreateContextAsync();
        Assert.Equal(3, (await context.RunAsync<int>("await math.add({ a: 1, b: 2 })")).Value);
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        Assert.Equal("9\n", (await runner.ExecAsync("console.log(await callHostTool('math/add', { a: 4, b: 5 }))")).Stdout);
    }

    [Fact]
    public async Task Guest_WithoutHostFunctions_HasNoGlobalForThem()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        Assert.Equal("undefined", await PrintsAsync(runtime, "console.log(typeof callHostTool)"));
    }

    [Fact]
    public async Task Globals_OfThePinnedNode_AreTheListThatCollectionsAreCheckedAgainst()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        RunResult<string[]> result = await runtime.RunAsync<string[]>("__return(Object.getOwnPropertyNames(globalThis))");
        Assert.Empty(result.Value!.Where(name => char.IsAsciiLetter(name[0])).Except(GuestGlobals.Names));
    }

    private static HostFunction HasBegun(TaskCompletionSource begun) => new("Answers when the other one has begun.", async (input, _) =>
    {
        await begun.Task;
        return input;
    });

    private static HostFunction Waits(TaskCompletionSource begun, TaskCompletionSource cancelled) => new("Waits until it is cancelled.", async (input, token) =>
    {
        token.Register(() => cancelled.TrySetResult());
        begun.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        return input;
    });

    private static (string Kind, PermissionScope? Scope, string Operation, string Resource) Facts(AuditEntry entry) => (entry.Kind, entry.Scope, entry.Operation, entry.Resource);

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static Dictionary<string, HostFunction> Functions(params (string Name, HostFunction Function)[] functions) => functions.ToDictionary(pair => pair.Name, pair => pair.Function);

    private static Task<NodeRuntime> StartAsync(params (string Name, HostFunction Function)[] functions) => NodeRuntime.CreateAsync(RealWorker.Options with { HostFunctions = Functions(functions) });

    private static async Task<string> PrintsAsync(NodeRuntime runtime, string code)
    {
        RunResult result = await runtime.ExecAsync(code).WaitAsync(SharedRuntime.Patience);
        Assert.True(result.Succeeded, $"{result.Outcome} {result.ExitCode}: {result.Stderr}{result.Stdout}");
        return result.Stdout.TrimEnd('\n');
    }
}
