namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: what errors, stacks and messages tell about the host.</summary>
public sealed class ErrorTextTests
{
    [Fact]
    public async Task Stacks_OfManyFailures_NameNoHostPathAndNoHostType()
    {
        string printed = await Attacker.PrintsAsync("""
            Error.stackTraceLimit = 100;
            const fs = require('node:fs');
            const attacks = [() => { throw new Error('own'); }, () => fs.readFileSync('/none'), () => fs.openSync({}), () => fs.readSync(99, Buffer.alloc(1)), () => require('./none'), () => new URL('x'), () => Buffer.alloc(-1), () => structuredClone(() => {}), () => process.kill(0, 'X'), () => JSON.parse('{'), () => (function f() { f(); })(), () => new WebAssembly.Module(new Uint8Array(3)), () => process.chdir('/none'), () => require('node:vm').runInNewContext('throw null.x'), () => process.setUncaughtExceptionCaptureCallback(1), () => new Intl.NumberFormat('xx-invalid-locale-zzzzzzzzzzz'), () => queueMicrotask(1)];
            for (const attack of attacks) { try { attack(); } catch (e) { console.log(e && e.stack, e && Object.getOwnPropertyNames(e).join()); } }
            const frames = []; Error.prepareStackTrace = (e, calls) => { for (const c of calls) frames.push(c.getFileName(), c.getScriptNameOrSourceURL(), String(c.getThis()), c.getEvalOrigin(), String(c)); return ''; };
            try { null.x; } catch (e) { e.stack; } console.log(frames.join('\n'));
            """);

        Assert.Contains("own", printed, StringComparison.Ordinal);
        HostText.AssertAbsent(printed);
    }

    [Fact]
    public async Task Stack_OfAnUncaughtError_NamesNothingOfTheHost()
    {
        RunResult result = await Attacker.RunAsync("Error.stackTraceLimit = 100; setTimeout(() => { throw new Error('late'); }, 1)");

        Assert.Equal(RunOutcome.Failed, result.Outcome);
        Assert.Contains("late", result.Stderr, StringComparison.Ordinal);
        HostText.AssertAbsent(result.Stderr + result.Error?.Stack + result.Error?.Message);
    }

    [Fact]
    public async Task Bindings_CalledWithHostileArguments_ThrowNothingOfTheHost()
    {
        string printed = await Attacker.PrintsAsync("""
            const hostile = [undefined, null, 0, -1, 2 ** 53, NaN, '', '\0', 'x'.repeat(500), Symbol('s'), 1n, [], {}, () => {}, new Proxy({}, { get() { throw new Error('trap'); } }), { valueOf() { throw new Error('valueOf'); } }, Buffer.alloc(0), new SharedArrayBuffer(1)];
            const modules = ['fs', 'buffer', 'util', 'os', 'path', 'url', 'vm', 'v8', 'string_decoder', 'timers', 'perf_hooks', 'async_hooks'].map((n) => { try { return require(n); } catch { return {}; } });
            let calls = 0; const texts = new Set(); const keep = new Set(['exit', 'abort', 'reallyExit', 'kill', 'setFlagsFromString', 'takeCoverage', 'writeHeapSnapshot', 'getHeapSnapshot', 'watch', 'watchFile', 'setHeapSnapshotNearHeapLimit']);
            process.on('uncaughtException', (e) => texts.add(String(e && e.stack))); process.on('unhandledRejection', (e) => texts.add(String(e && e.stack)));
            for (const m of modules) for (const [name, f] of Object.entries(m)) if (typeof f === 'function' && !keep.has(name)) for (const a of hostile) { calls++; try { f(a, hostile[calls % hostile.length], () => {}); } catch (e) { texts.add(String(e && e.stack)); } }
            setTimeout(() => { console.log(calls > 1000); console.log([...texts].join('\n')); process.exit(0); }, 200);
            """);

        Assert.StartsWith("true", printed, StringComparison.Ordinal);
        HostText.AssertAbsent(printed);
    }
}
