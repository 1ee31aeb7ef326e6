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
    [InlineData("process.execve(process.execPath, ['node', '-e', 'while (true) {}'], {})")]
    [InlineData("process.execve('/bin/sh', ['sh', '-c', 'while true; do true; done'], {})")]
    [InlineData("require('fs').writeFileSync('/tmp/again.js', 'process.execve(process.execPath, [\"node\", __filename], {})'); process.execve(process.execPath, ['node', '/tmp/again.js'], {})")]
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

    [Fact]
    public async Task Execve_DeniedByPolicy_IsEACCESUnderEveryNameAndTheProgramGoesOn()
    {
        var audit = new List<AuditEntry>();
        PermissionPolicy policy = PermissionPolicy.Default with
        {
            ChildProcess = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["spawn"], ["cat"])]),
        };
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Permissions = policy, OnAudit = entry => { lock (audit) audit.Add(entry); } });

        RunResult result = await Attacker.RunAsync(runtime, """
            const fs = require('fs');
            fs.symlinkSync('/bin/cat', '/tmp/link');
            fs.writeFileSync('/tmp/script', '#!/tmp/link\n', { mode: 0o755 });
            fs.writeFileSync('/tmp/script2', '#!/usr/bin/env cat\n', { mode: 0o755 });
            for (const file of ['/bin/cat', '/tmp/link', '/tmp/script', '/tmp/script2']) {
              try { process.execve(file, ['echo'], { PATH: '/bin' }); } catch (error) { console.log(error.message); }
            }
            """);

        string Line(string file) => $"EACCES, Permission denied '{file}': blocked by child_process.spawn policy\n";
        Assert.Equal(Line("/bin/cat") + Line("/tmp/link") + Line("/tmp/script") + Line("/tmp/script2"), result.Stdout);
        int Told()
        {
            lock (audit) return audit.Count(entry => entry is { Kind: "security.permission.denied", Scope: PermissionScope.ChildProcess, Resource: "/bin/cat" });
        }
        using var patience = new CancellationTokenSource(Patience);
        while (Told() < 4)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Execve_OfAProgramWithoutEnd_KeepsTheCpuTimeOfItsProcess()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 2_000 } });

        RunResult result = await Attacker.RunAsync(runtime, """
            const busy = 'const until = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < until);';
            require('fs').writeFileSync('/tmp/again.js', busy + 'process.execve(process.execPath, ["node", __filename], {})');
            process.execve(process.execPath, ['node', '/tmp/again.js'], {});
            """);

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        await Attacker.AssertUsableAsync(runtime);
    }
}
