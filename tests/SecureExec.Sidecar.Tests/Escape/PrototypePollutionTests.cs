namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: a guest that changes the intrinsics Node's library and our bootstrap stand on.</summary>
public sealed class PrototypePollutionTests
{
    [Fact]
    public async Task Intrinsics_Replaced_DoNotReachTheNextRun()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        RunResult polluted = await Attacker.RunAsync(runtime, """
            process.stdout.write('polluting\n');
            Object.prototype.polluted = 'yes'; Array.prototype.push = () => { throw new Error('pushed'); }; Function.prototype.call = null; Promise.prototype.then = null; globalThis.JSON = null; JSON = null; String.prototype.split = null; Object.defineProperty(Object.prototype, 'get', { get() { return () => 'x'; } });
            """);
        RunResult next = await Attacker.RunAsync(runtime, "console.log({}.polluted, typeof Function.prototype.call, [1].push(2), typeof JSON, globalThis.leftover)");

        Assert.Equal("polluting\n", polluted.Stdout);
        Assert.Equal("undefined function 2 object undefined\n", next.Stdout);
    }

    [Fact]
    public async Task Result_WithPollutedPrototypes_IsTheValueTheProgramGave()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        RunResult result = await Attacker.RunAsync(runtime, "Object.prototype.toJSON = () => 'forged'; Array.prototype.toString = () => 'forged'; globalThis.__return({ a: 1 })");

        Assert.True(result.ValueJson is "\"forged\"" or """{"a":1}""", result.ValueJson);
        await Attacker.AssertUsableAsync(runtime);
    }
}
