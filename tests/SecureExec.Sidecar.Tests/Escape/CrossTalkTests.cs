namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: one run or one runtime that sees another.</summary>
public sealed class CrossTalkTests
{
    [Fact]
    public async Task Globals_OfOneRun_AreNotSeenByTheNext()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        await Attacker.RunAsync(runtime, "globalThis.left = 1; process.env.LEFT = 'x'; require('node:fs').left = 2; process.chdir('/tmp'); process.umask(0o777)");
        RunResult next = await Attacker.RunAsync(runtime, "console.log(typeof left, process.env.LEFT, require('node:fs').left, process.cwd(), process.umask())");

        Assert.Equal("undefined undefined undefined /workspace 18\n", next.Stdout);
    }

    [Fact]
    public async Task Files_OfOneRuntime_AreNotSeenByAnother()
    {
        await using NodeRuntime one = await NodeRuntime.CreateAsync();
        await using NodeRuntime two = await NodeRuntime.CreateAsync();

        await Attacker.RunAsync(one, "require('node:fs').writeFileSync('/tmp/mine', 'x')");

        Assert.True(await one.FileSystem.ExistsAsync("/tmp/mine"));
        Assert.False(await two.FileSystem.ExistsAsync("/tmp/mine"));
        Assert.NotEqual(one.WorkerPid, two.WorkerPid);
    }

    [Fact]
    public async Task Kill_OfProcessesOfTheHost_ReachesNone()
    {
        string printed = await Attacker.PrintsAsync($$"""
            for (const pid of [{{Environment.ProcessId}}, -{{Environment.ProcessId}}]) { try { process.kill(pid, 'SIGKILL'); console.log('sent'); } catch (e) { console.log(e.code); } }
            """);

        Assert.DoesNotContain("sent", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_WithoutAGrant_IsOutOfReach()
    {
        string printed = await Attacker.PrintsAsync("""
            const attempts = [() => new Promise((ok, no) => { const s = require('node:net').connect(80, '127.0.0.1'); s.on('connect', ok); s.on('error', no); }), () => fetch('http://127.0.0.1:1/'), () => require('node:dns').promises.lookup('localhost.invalid')];
            (async () => { for (const attempt of attempts) { try { await attempt(); console.log('reached'); } catch (e) { console.log('refused'); } } })();
            """);

        Assert.Equal("refused\nrefused\nrefused", printed);
    }
}
