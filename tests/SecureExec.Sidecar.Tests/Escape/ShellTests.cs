namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: the shell and the commands as a way around policy and limits, and hostile scripts as a way to end the worker.</summary>
public sealed class ShellTests
{
    private const string Sh = "const { spawnSync } = require('child_process'); const sh = (script) => { const r = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' }); console.log(r.status ?? r.signal, r.stdout.trim(), r.stderr.trim()); };\n";

    [Fact]
    public async Task Commands_DeniedByPolicy_DoNotStartFromScripts()
    {
        PermissionPolicy policy = PermissionPolicy.Default with
        {
            ChildProcess = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["spawn"], ["rm", "/bin/sed"])]),
        };
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Permissions = policy });

        RunResult result = await Attacker.RunAsync(runtime, Sh + """
            for (const script of ['rm /tmp/x', '/bin/rm /tmp/x', 'exec rm x', 'echo x | rm x', 'env rm x', 'command rm x', 'echo x | xargs rm', 'timeout 1 rm x', 'sed p', 'ln -s /bin/rm /tmp/l; /tmp/l x']) sh(script);
            """);

        Assert.Equal(10, result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^126 .*Permission denied", line));
    }

    [Fact]
    public async Task Commands_OnDeniedFiles_AreRefused()
    {
        PermissionPolicy policy = PermissionPolicy.Default with
        {
            Fs = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["*"], ["/tmp/secret/**", "/tmp/secret"])]),
        };
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Permissions = policy });
        await runtime.FileSystem.WriteTextAsync("/tmp/secret/key", "hidden");

        RunResult result = await Attacker.RunAsync(runtime, Sh + """
            for (const script of ['cat /tmp/secret/key', 'cat < /tmp/secret/key', 'echo x > /tmp/secret/new', '. /tmp/secret/key', 'cp /tmp/secret/key /tmp/k', 'mv /tmp/secret /tmp/s2', 'ln /tmp/secret/key /tmp/k',
              'echo /tmp/secret/*', 'ls /tmp/secret', 'grep -r hid /tmp/secret', 'sed p /tmp/secret/key', 'find /tmp/secret -type f', 'rm -rf /tmp/secret', 'cd /tmp/secret && cat key', 'ln -s /tmp/secret /tmp/way; cat /tmp/way/key', 'sh /tmp/secret/key']) sh(script);
            """);

        Assert.DoesNotContain("hidden", result.Stdout);
        Assert.Equal("hidden", await runtime.FileSystem.ReadTextAsync("/tmp/secret/key"));
    }

    [Theory]
    [InlineData("while :; do :; done")]
    [InlineData("f() { f; }; while :; do (f); done")]
    [InlineData("yes > /dev/null")]
    [InlineData("x=$(printf %1000000s); while :; do case $x in *a*b*c*d*e) ;; esac; done")]
    [InlineData("x=$(printf %1000000s); : ${x##*a}; : ${x%%b*b*}")]
    [InlineData("bash -c 'x=$(printf %1000000s); y=${x//*[a-c]*d/}'")]
    [InlineData("while :; do : $((x += 1)); done & while :; do :; done")]
    public async Task Script_WithoutEnd_IsBoundByTheCpuTime(string script)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 500 } });

        RunResult result = await runtime.ExecCommandAsync("sh", ["-c", script]);

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Theory]
    [InlineData("x=a; while :; do x=$x$x; done")]
    [InlineData("x=$(yes)")]
    [InlineData("set -- a b; while :; do set -- \"$@\" \"$@\"; eval \"y=\\\"$*\\\"\"; done")]
    [InlineData("bash -c 'echo {1..1000}{1..1000}{1..1000}'")]
    [InlineData("bash -c 'x=$(printf %60000s); y=${x// /$x}'")]
    [InlineData("yes | sort")]
    [InlineData("cat /dev/zero | grep x")]
    public async Task Script_BeyondMaxShellBytes_Ends(string script)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxShellBytes = 65_536 } });

        RunResult result = await runtime.ExecCommandAsync("sh", ["-c", script]);

        Assert.Equal((RunOutcome.Failed, 2), (result.Outcome, result.ExitCode));
        await Attacker.AssertUsableAsync(runtime);
    }

    [Theory]
    [InlineData("'('.repeat(100000)")]
    [InlineData("'$('.repeat(30000)")]
    [InlineData("'${x:-'.repeat(30000)")]
    [InlineData("'{ '.repeat(100000) + 'x'")]
    [InlineData("'if '.repeat(100000)")]
    [InlineData("'echo $((' + '('.repeat(50000) + '1' + ')'.repeat(50000) + '))'")]
    [InlineData("'echo $((' + '-'.repeat(50000) + '1))'")]
    [InlineData("'[ ' + '! '.repeat(50000) + 'x ]'")]
    [InlineData("'f() { f; }; f'")]
    [InlineData("'f() { eval f; }; f'")]
    [InlineData("'x=x; : $((x))'")]
    [InlineData("'`'.repeat(100001)")]
    [InlineData("'a='.repeat(100000)")]
    public async Task Script_ThatNestsWithoutEnd_EndsAndNothingElse(string expression)
    {
        // To leave so many levels takes a slow machine long.
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 120_000 } });

        RunResult result = await Attacker.RunAsync(runtime, $"require('fs').writeFileSync('/tmp/s', {expression}); const r = require('child_process').spawnSync('sh', ['/tmp/s'], {{ timeout: 90000 }}); console.log('ended', r.status);", TimeSpan.FromMinutes(2));

        Assert.Matches("^ended [0-9]+\n$", result.Stdout);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Script_ThatForksWithoutEnd_IsBoundByMaxProcesses()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxProcesses = 16 } });

        RunResult result = await runtime.ExecCommandAsync("sh", ["-c", "f() { f | f & }; f; while :; do sleep 100 & done"], new RunOptions { Timeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        Assert.Contains("Cannot fork: Resource temporarily unavailable", result.Stderr);
        await NothingRunsAsync(runtime);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Run_ThatTimesOut_TakesWhatItsScriptsLeftAlong()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        RunResult result = await runtime.ExecCommandAsync("sh", ["-c", "trap '' TERM HUP INT; sleep 1000 & (trap '' TERM; sleep 1000) & cat /dev/zero | cat > /dev/null & wait"], new RunOptions { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        await NothingRunsAsync(runtime);
        await Attacker.AssertUsableAsync(runtime);
    }

    private static async Task NothingRunsAsync(NodeRuntime runtime)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await runtime.GetResourceSnapshotAsync(patience.Token)).RunningProcesses > 0) await Task.Yield();
    }
}
