namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: child processes as a way around what binds their parent: time, number, policy, the end of the run.</summary>
public sealed class ChildProcessTests
{
    private const string Spawn = "const { spawn, spawnSync } = require('child_process'); const node = (code, options) => spawn(process.execPath, ['-e', code], { stdio: 'ignore', ...options });\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("node('while (true) {}', { detached: true }).unref(); setInterval(() => {}, 1000)")]
    [InlineData("spawnSync(process.execPath, ['-e', 'process.on(\"SIGTERM\", () => {}); setInterval(() => {}, 1000)'])")]
    [InlineData("node(`require('child_process').spawn(process.execPath, ['-e', 'while (true) {}'], { detached: true, stdio: 'ignore' }); process.exit()`); setInterval(() => {}, 1000)")]
    public async Task Run_ThatTimesOut_TakesAllItStartedAlong(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        RunResult result = await Attacker.RunAsync(runtime, Spawn + code, TimeSpan.FromSeconds(3));

        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        using var patience = new CancellationTokenSource(Patience);
        while ((await runtime.GetResourceSnapshotAsync(patience.Token)).RunningProcesses > 0) await Task.Yield();
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Run_WhoseChildTakesTheCpuTime_IsLimitExceeded()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 1_000 } });

        RunResult result = await Attacker.RunAsync(runtime, Spawn + "for (let i = 0; i < 4; i++) node('while (true) {}')");

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
    }

    [Fact]
    public async Task Spawn_BeyondMaxProcesses_IsEAGAIN()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxProcesses = 3 } });

        RunResult result = await Attacker.RunAsync(runtime, Spawn + """
            const children = [node('setInterval(() => {}, 1000)'), node('setInterval(() => {}, 1000)')];
            node('0').on('error', (error) => { console.log(error.code); children.forEach((child) => child.kill()); });
            """);

        Assert.Equal("EAGAIN\n", result.Stdout);
    }

    [Fact]
    public async Task Spawn_DeniedByPolicy_IsEACCESUnderEveryName()
    {
        PermissionPolicy policy = PermissionPolicy.Default with
        {
            ChildProcess = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["spawn"], ["node"])]),
        };
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Permissions = policy });

        RunResult result = await Attacker.RunAsync(runtime, """
            const { spawnSync } = require('child_process');
            const fs = require('fs');
            fs.symlinkSync(process.execPath, '/tmp/link');
            fs.copyFileSync(process.execPath, '/tmp/copy');
            fs.writeFileSync('/tmp/script', '#!/tmp/link\n', { mode: 0o755 });
            fs.writeFileSync('/tmp/script2', '#!/usr/bin/env node\n', { mode: 0o755 });
            for (const file of ['node', process.execPath, '/tmp/link', '/tmp/script', '/tmp/script2', '/tmp/copy']) console.log(spawnSync(file).error.code);
            """);

        Assert.Equal("EACCES\nEACCES\nEACCES\nEACCES\nEACCES\nENOEXEC\n", result.Stdout);
    }
}
