using System.Text.Json;
using SecureExec.Sessions;

namespace SecureExec.Core.Tests.Api;

/// <summary>What JavaScript finds around it, in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class JsRuntimeTests
{
    [Fact]
    public async Task Builtins_OfThePinnedNode_AreTheListThatOptionsAreCheckedAgainst()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        RunResult<string[]> result = await runtime.RunAsync<string[]>("import { builtinModules } from 'node:module'; __return(builtinModules)");
        string[] names = [.. result.Value!.Where(name => !name.Contains('/') && !name.StartsWith('_')).Select(name => name.Replace("node:", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(NodeBuiltins.Names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("await import('node:fs')")]
    [InlineData("await import('fs')")]
    [InlineData("await import('node:fs/promises')")]
    [InlineData("process.getBuiltinModule('fs')")]
    [InlineData("(await import('node:module')).createRequire('/')('fs')")]
    [InlineData("process.binding('fs')")]
    [InlineData("process._linkedBinding('fs')")]
    public async Task AllowedBuiltins_OneThatIsNotAllowed_IsAccessDenied(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { JsRuntime = new JsRuntimeOptions { AllowedBuiltins = ["node:path", "module", "util"] } });
        RunResult result = await runtime.ExecAsync($"const x = {code}; console.log(x);");
        Assert.Equal((RunOutcome.Failed, "ERR_ACCESS_DENIED", ""), (result.Outcome, result.Error?.Code, result.Stdout));
    }

    [Fact]
    public async Task AllowedBuiltins_ThoseAllowed_Work()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { JsRuntime = new JsRuntimeOptions { AllowedBuiltins = ["path", "util"] } });
        const string code = "import path from 'node:path'; import types from 'util/types'; console.log(path.sep, types.isDate(new Date()), typeof process.version, typeof Buffer);";
        Assert.Equal("/ true string function\n", (await runtime.ExecAsync(code)).Stdout);
        RunResult common = await runtime.ExecAsync("try { require('fs') } catch (e) { console.log(e.code, require('path').sep) }", new RunOptions { Format = SourceFormat.CommonJs });
        Assert.Equal("ERR_ACCESS_DENIED /\n", common.Stdout);
        await using ScriptContext context = await runtime.CreateContextAsync();
        Assert.Equal("ERR_ACCESS_DENIED", (await context.ExecAsync("require('fs').readFileSync('/etc/passwd')")).Error?.Code);
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        Assert.Equal("ERR_ACCESS_DENIED", (await runner.ExecAsync("import fs from 'fs'")).Error?.Code);
    }

    [Fact]
    public async Task AllowedBuiltins_None_LeavesTheLanguageAndItsGlobals()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { JsRuntime = new JsRuntimeOptions { AllowedBuiltins = [] } });
        Assert.Equal("2\n", (await runtime.ExecAsync("console.log(await Promise.resolve(1 + 1))")).Stdout);
        Assert.Equal("ERR_ACCESS_DENIED", (await runtime.ExecAsync("import 'node:path'")).Error?.Code);
    }

    [Theory]
    [InlineData(JsPlatform.Node, "process,Buffer,setImmediate,global,URL,structuredClone,performance,console,setTimeout,queueMicrotask,WebAssembly,Promise", "")]
    [InlineData(JsPlatform.Browser, "URL,structuredClone,performance,console,setTimeout,queueMicrotask,WebAssembly,Promise", "process,Buffer,setImmediate,global")]
    [InlineData(JsPlatform.Neutral, "console,setTimeout,queueMicrotask,WebAssembly,Promise", "process,Buffer,setImmediate,global,URL,structuredClone,performance")]
    [InlineData(JsPlatform.Bare, "WebAssembly,Promise,globalThis,Intl,Atomics", "process,Buffer,setImmediate,global,URL,structuredClone,performance,console,setTimeout,queueMicrotask,require,module")]
    public async Task Platform_Ladder_HasAndHasNot(JsPlatform platform, string has, string hasNot)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { JsRuntime = new JsRuntimeOptions { Platform = platform } });
        var options = new RunOptions { Inputs = new Dictionary<string, string> { ["names"] = JsonSerializer.Serialize($"{has},{hasNot}".Split(',', StringSplitOptions.RemoveEmptyEntries)) } };
        RunResult<string[]> result = await runtime.RunAsync<string[]>("__return(names.filter((name) => name in globalThis))", options);
        Assert.Equal((has, ""), (string.Join(',', result.Value ?? []), result.Stderr));
        RunResult builtin = await runtime.ExecAsync("import 'node:path'");
        Assert.Equal(platform == JsPlatform.Node ? null : "ERR_ACCESS_DENIED", builtin.Error?.Code);
        await runtime.FileSystem.WriteTextAsync("/workspace/lib.mjs", "export const x = 5;");
        Assert.Equal(5, (await runtime.RunAsync<int>("import { x } from './lib.mjs'; __return(x)", new RunOptions { FileName = "/workspace/main.mjs" })).Value);
    }

    [Fact]
    public async Task Platform_NeutralInAContext_KeepsItsState()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { JsRuntime = new JsRuntimeOptions { Platform = JsPlatform.Neutral } });
        await using ScriptContext context = await runtime.CreateContextAsync();
        await context.ExecAsync("let n = 1");
        Assert.Equal("1 undefined", (await context.RunAsync<string>("`${n} ${typeof process}`")).Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HighResolutionTime_Clocks_HaveStepsOfAMillisecondUnlessAsked(bool fine)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { JsRuntime = new JsRuntimeOptions { HighResolutionTime = fine } });
        RunResult<bool[]> result = await runtime.RunAsync<bool[]>("""
            import fs from 'node:fs';
            const seen = [() => performance.now() * 1e6, () => process.hrtime()[1], () => Number(process.hrtime.bigint() % 1_000_000_000n), () => process.uptime() * 1e9,
              () => process.cpuUsage().user * 1e3,
              () => { fs.writeFileSync('/tmp/t', 'x'); return Number(fs.statSync('/tmp/t', { bigint: true }).mtimeNs % 1_000_000_000n); }];
            // A clock is fine when one of many readings lies between two milliseconds.
            __return(seen.map((read) => Array.from({ length: 200 }, read).some((value) => { const rest = value % 1e6; return rest > 10 && rest < 1e6 - 10; })));
            """);
        Assert.Equal("", result.Stderr);
        Assert.Equal(Enumerable.Repeat(fine, 6), result.Value!);
    }
}
