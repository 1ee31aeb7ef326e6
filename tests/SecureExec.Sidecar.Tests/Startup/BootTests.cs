using SecureExec.Sidecar.Tests.Differential;
using SecureExec.Sidecar.Tests.Escape;

namespace SecureExec.Sidecar.Tests.Startup;

/// <summary>The two ways to boot are told apart, and a guest cannot tell them apart.</summary>
public sealed class BootTests(BootPools pools) : IClassFixture<BootPools>
{
    private const int Stride = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Every sixth case: all of them run from the snapshot in <see cref="DifferentialTests"/>.</summary>
    public static TheoryData<string> CodeCacheCases() => [.. GuestCase.Names.Where((_, i) => i % Stride == 0)];

    public static TheoryData<SnapshotMode> Modes() => [SnapshotMode.Snapshot, SnapshotMode.CodeCache];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Runtime_OfAPool_ReportsTheWayItsIsolatesBoot(SnapshotMode mode)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pools[mode] });

        Assert.Equal(mode, runtime.Isolation.SnapshotMode);
    }

    [Theory]
    [MemberData(nameof(CodeCacheCases))]
    public async Task Program_FromTheCodeCache_DoesWhatRealNodeDoes(string name)
    {
        using var deadline = new CancellationTokenSource(Patience);
        GuestCase guestCase = GuestCase.Load(name);

        Task<ProgramOutput> node = RealNode.RunAsync(guestCase, deadline.Token);
        Task<ProgramOutput> sandbox = Sandbox.RunAsync(guestCase, deadline.Token, new SandboxOptions { Pool = pools[SnapshotMode.CodeCache] });
        await Task.WhenAll(node, sandbox);

        string? difference = OutputDifference.Find(await node, await sandbox);
        Assert.True(difference is null, $"{name}\n{difference}");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Globals_OfTheLanguage_AreAllThere(SnapshotMode mode)
    {
        // V8 leaves the newest of them out of a snapshot and adds them when an isolate starts.
        const string program = """
            const util = require('node:util');
            console.log(new Float16Array([1.5]), Math.f16round(1.1), typeof SharedArrayBuffer, typeof DisposableStack, typeof Promise.try, typeof Iterator.concat, Error.stackTraceLimit);
            console.log(util.isDeepStrictEqual(new Float16Array(2), new Float16Array(2)), require('node:v8').deserialize(require('node:v8').serialize(new Float16Array([1, 2]))));
            console.log(Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]/.test(name)).sort().join());
            """;
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pools[mode] });
        RunResult result = await Attacker.RunAsync(runtime, program);

        string[] lines = result.Stdout.Split('\n');
        Assert.Equal("Float16Array(1) [ 1.5 ] 1.099609375 function function function function 10", lines[0]);
        Assert.Equal("true Float16Array(2) [ 1, 2 ]", lines[1]);
        await using NodeRuntime other = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pools[Other(mode)] });
        Assert.Equal(lines[2], (await Attacker.RunAsync(other, program)).Stdout.Split('\n')[2]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Page_ThatNativeCodeWrites_CannotBeTakenAway(SnapshotMode mode)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pools[mode] });

        RunResult result = await Attacker.RunAsync(runtime, """
            const { statValues } = process.binding('fs');
            for (const take of [() => structuredClone(statValues.buffer, { transfer: [statValues.buffer] }), () => statValues.buffer.transfer()]) {
              try { take(); console.log('taken'); } catch (error) { console.log(error.name); }
            }
            console.log(statValues.length, require('node:fs').statSync('/').isDirectory());
            """);

        Assert.DoesNotContain("taken", result.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("36 true\n", result.Stdout, StringComparison.Ordinal);
    }

    private static SnapshotMode Other(SnapshotMode mode) => mode == SnapshotMode.Snapshot ? SnapshotMode.CodeCache : SnapshotMode.Snapshot;
}
