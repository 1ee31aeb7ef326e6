namespace SecureExec.Core.Tests.Api;

/// <summary>Contexts that keep their state, in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class ScriptContextTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private readonly NodeRuntime _runtime = shared.Runtime;

    [Fact]
    public async Task ExecAsync_TopLevelDeclarations_AreSeenByTheNext()
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        foreach (string code in new[]
        {
            "let a = 1; const b = 2; var c = 3; function f() { return a + b + c; } class K { v = 4; }",
            "a = 10;",
            "import path, { sep as separator } from 'node:path'; import * as os from 'node:os'",
            "const d = await Promise.resolve(5); async function g() { return await d + 1; }",
            "const { e, ...rest } = { e: 6, h: 7 }; globalThis.i = 8;",
        })
        {
            RunResult done = await context.ExecAsync(code);
            Assert.Equal((RunOutcome.Succeeded, ""), (done.Outcome, done.Stderr));
        }
        RunResult<string> result = await context.RunAsync<string>("[a, b, c, f(), new K().v, path.basename('/x/y'), separator, typeof os.platform, d, await g(), e, rest.h, i].join()");
        Assert.Equal(("10,2,3,15,4,y,/,function,5,6,6,7,8", ""), (result.Value, result.Stderr));
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("({ a: 1 })", "{\"a\":1}")]
    [InlineData("{ a: 1 }", "{\"a\":1}")]
    [InlineData("{ let x = 3; x * 2; }", "6")]
    [InlineData("const v = 1;", null)]
    [InlineData("await Promise.resolve('late')", "\"late\"")]
    [InlineData("[await 1, await 2]", "[1,2]")]
    [InlineData("'last'; 'counts'", "\"counts\"")]
    [InlineData("__return('returned'); 'not this'", "\"returned\"")]
    [InlineData("undefined", null)]
    [InlineData("require('node:path').basename('/a/b')", "\"b\"")]
    [InlineData("path.extname('x.y')", "\".y\"")]
    [InlineData("new Promise(() => {})", "{}")]
    [InlineData("// import x from 'y'\n7", "7")]
    public async Task RunAsync_CompletionValue_IsTheValue(string code, string? json)
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        RunResult<object> result = await context.RunAsync<object>(code).WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Succeeded, json, ""), (result.Outcome, result.ValueJson, result.Stderr));
    }

    [Theory]
    [InlineData("1n")]
    [InlineData("const round = {}; round.round = round; round")]
    public async Task RunAsync_ValueWithoutJson_FailsWhereTheValueIsAskedFor(string code)
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        Assert.Equal("evaluation_serialization_failed", (await context.RunAsync<object>(code)).Error?.Code);
        await context.ResetAsync();
        Assert.Equal(RunOutcome.Succeeded, (await context.ExecAsync(code)).Outcome);
    }

    [Fact]
    public async Task ExecAsync_ImportsAgain_AreNoError()
    {
        await _runtime.FileSystem.WriteTextAsync("/workspace/ctx/data.json", """{ "n": 9 }""");
        await _runtime.FileSystem.WriteTextAsync("/workspace/ctx/lib.mjs", "export default 'd'; export const x = 1; export { x as 'odd name' };");
        await using ScriptContext context = await _runtime.CreateContextAsync(new ResidentOptions { Cwd = "/workspace/ctx" });
        for (int i = 0; i < 2; i++)
        {
            RunResult<string> result = await context.RunAsync<string>("""
                import data from './data.json' with { type: 'json' };
                import d, * as lib from './lib.mjs';
                import { x,
                         'odd name' as odd } from './lib.mjs';
                import './lib.mjs';
                [data.n, d, lib.x, x, odd].join()
                """);
            Assert.Equal(("9,d,1,1,1", ""), (result.Value, result.Stderr));
        }
    }

    [Fact]
    public async Task ExecAsync_FailedExecution_LeavesTheStateAsItWas()
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        await context.ExecAsync("let n = 1;");
        RunResult failed = await context.ExecAsync("n = 2; throw new Error('after')");
        Assert.Equal((RunOutcome.Failed, "after"), (failed.Outcome, failed.Error?.Message));
        Assert.Contains("[context", failed.Error!.Stack);
        Assert.Equal("SyntaxError", (await context.ExecAsync("let n = 3;")).Error?.Name);
        Assert.Equal("SyntaxError", (await context.ExecAsync("await (")).Error?.Name);
        Assert.Equal(2, (await context.RunAsync<int>("n")).Value);
        Assert.Equal(0, context.Restarts);
    }

    [Fact]
    public async Task ExecAsync_TwoAtOnce_TheSecondIsBusy()
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        Task<RunResult> first = context.ExecAsync("await new Promise((resolve) => setTimeout(resolve, 50)); 'first'");
        RunResult second = await context.ExecAsync("'second'");
        Assert.Equal((RunOutcome.Failed, "execution_busy"), (second.Outcome, second.Error?.Code));
        Assert.Equal(RunOutcome.Succeeded, (await first.WaitAsync(SharedRuntime.Patience)).Outcome);
        Assert.Equal(3, (await context.RunAsync<int>("3")).Value);
    }

    [Fact]
    public async Task Contexts_Several_RunInParallelAndShareNothing()
    {
        ScriptContext[] contexts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _runtime.CreateContextAsync()));
        await Task.WhenAll(contexts.Select((context, i) => context.ExecAsync($"let mine = {i}; globalThis.shared = {i};")));
        RunResult<int[]>[] results = await Task.WhenAll(contexts.Select(context => context.RunAsync<int[]>("await new Promise((r) => setTimeout(r, 1)); [mine, shared]")));
        Assert.Equal([[0, 0], [1, 1], [2, 2]], results.Select(result => result.Value));
        Assert.Equal(3, contexts.Select(context => context.Pid).Distinct().Count());
        // One that does not come to an end does not hold the others.
        Task<RunResult> endless = contexts[0].ExecAsync("for (;;);", new CallOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(1, (await contexts[1].RunAsync<int>("mine")).Value);
        Assert.Equal(RunOutcome.TimedOut, (await endless.WaitAsync(SharedRuntime.Patience)).Outcome);
        foreach (ScriptContext context in contexts) await context.DisposeAsync();
    }

    [Fact]
    public async Task ResetAsync_State_IsGone()
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        await context.ExecAsync("let n = 1; globalThis.m = 2;");
        await context.ResetAsync();
        Assert.Equal("undefined undefined", (await context.RunAsync<string>("`${typeof n} ${typeof m}`")).Value);
        Assert.Equal(1, context.Restarts);
        Task<RunResult> busy = context.ExecAsync("await new Promise(() => {})");
        await context.ResetAsync();
        Assert.Equal(RunOutcome.Cancelled, (await busy.WaitAsync(SharedRuntime.Patience)).Outcome);
    }

    [Fact]
    public async Task ExecAsync_Timeout_KeepsTheStateWhileTheLoopTurnsAndLosesItElse()
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        await context.ExecAsync("let n = 1;");
        var options = new CallOptions { Timeout = TimeSpan.FromMilliseconds(100) };
        Assert.Equal(RunOutcome.TimedOut, (await context.ExecAsync("await new Promise(() => {})", options)).Outcome);
        Assert.Equal(1, (await context.RunAsync<int>("n")).Value);
        Assert.Equal(RunOutcome.TimedOut, (await context.ExecAsync("for (;;);", options).WaitAsync(SharedRuntime.Patience)).Outcome);
        Assert.Equal("undefined", (await context.RunAsync<string>("typeof n")).Value);
        Assert.Equal(1, context.Restarts);
    }

    [Fact]
    public async Task ExecAsync_InputsOutputAndTypeScript_Work()
    {
        await using ScriptContext context = await _runtime.CreateContextAsync();
        var options = new CallOptions { Inputs = new Dictionary<string, string> { ["given"] = "[1,2]" }, Language = SourceLanguage.TypeScript };
        RunResult<int> result = await context.RunAsync<int>("const total: number = (given as number[]).reduce((a: number, b: number) => a + b); console.log('sum', total); total", options);
        Assert.Equal((3, "sum 3\n", ""), (result.Value, result.Stdout, result.Stderr));
        Assert.Equal(2, (await context.RunAsync<int>("given.length")).Value);
    }

    [Fact]
    public async Task DisposeAsync_Context_IsNotUsableAnyMore()
    {
        ScriptContext context = await _runtime.CreateContextAsync();
        int pid = context.Pid;
        await context.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => context.ExecAsync("1"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => context.ResetAsync());
        Assert.DoesNotContain(await _runtime.Processes.ListAsync(), process => process.Pid == pid);
    }
}
