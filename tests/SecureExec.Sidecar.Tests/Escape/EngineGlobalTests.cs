namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: what the engine that carries V8 puts into a context.</summary>
public sealed class EngineGlobalTests
{
    [Fact]
    public async Task Globals_EngineInternal_IsAbsentEverywhere()
    {
        string printed = await Attacker.PrintsAsync("""
            const vm = require('node:vm');
            const look = 'typeof EngineInternal + " " + Reflect.ownKeys(globalThis).filter((k) => /engine|clearscript|hostfunction|hosttype|clr|dotnet|csharp/i.test(String(k))).join()';
            console.log(eval(look));
            console.log((0, eval)(look));
            console.log(vm.runInNewContext(look, {}));
            console.log(vm.runInNewContext(look, vm.constants.DONT_CONTEXTIFY));
            console.log(new Function(`return ${look}`)());
            """);

        Assert.All(printed.Split('\n'), line => Assert.Equal("undefined", line.Trim()));
    }

    [Fact]
    public async Task Globals_OwnKeys_AreNodesOwn()
    {
        string printed = await Attacker.PrintsAsync("console.log(Reflect.ownKeys(globalThis).map(String).join('\\n'))");

        HostText.AssertAbsent(printed);
        Assert.DoesNotContain(printed.Split('\n'), name => (name.StartsWith('_') && name is not ("__return" or "__filename" or "__dirname")) || name.Contains("internal", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task InternalModules_Required_AreNotFound()
    {
        string printed = await Attacker.PrintsAsync("""
            for (const name of ['internal/bootstrap/realm', 'internal/test/binding', 'internal/util', 'node:internal/util', 'bootstrap/guest', 'internalBinding']) {
              try { require(name); console.log('loaded ' + name); } catch (e) { console.log(e.code); }
            }
            console.log(typeof internalBinding, typeof primordials, typeof process.internalBinding);
            """);

        Assert.DoesNotContain("loaded", printed, StringComparison.Ordinal);
        Assert.EndsWith("undefined undefined undefined", printed, StringComparison.Ordinal);
    }
}
