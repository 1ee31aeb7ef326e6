namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: the host's environment, user and machine.</summary>
public sealed class EnvironmentTests
{
    [Fact]
    public async Task Env_OfTheGuest_HoldsNothingOfTheHosts()
    {
        Environment.SetEnvironmentVariable("SECUREEXEC_ESCAPE_CANARY", "canary-of-the-host");

        string printed = await Attacker.PrintsAsync("console.log(Object.entries(process.env).map(String).join('\\n'))", new NodeRuntimeOptions { Env = new Dictionary<string, string> { ["GIVEN"] = "yes" } });

        Assert.Contains("GIVEN,yes", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("DOTNET", printed, StringComparison.Ordinal);
        HostText.AssertAbsent(printed);
    }

    [Fact]
    public async Task Env_DeniedKeys_AreHidden()
    {
        var options = new NodeRuntimeOptions
        {
            Env = new Dictionary<string, string> { ["TOKEN"] = "t0ken", ["PUBLIC"] = "p" },
            Permissions = new PermissionPolicy { Env = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["*"], ["TOKEN"])]) },
        };

        string printed = await Attacker.PrintsAsync("console.log(process.env.TOKEN, 'TOKEN' in process.env, Object.keys(process.env).includes('TOKEN'), JSON.stringify(process.env).includes('t0ken'), process.env.PUBLIC)", options);

        Assert.Equal("undefined false false false p", printed);
    }

    [Fact]
    public async Task Process_FactsItTells_AreTheVirtualMachines()
    {
        string printed = await Attacker.PrintsAsync("""
            console.log(JSON.stringify([process.execPath, process.argv, process.argv0, process.title, process.cwd(), process.execArgv, process.config, process.release]));
            console.log(process.pid, process.ppid);
            console.log(require('node:os').hostname());
            """);

        Assert.DoesNotContain($"\n{Environment.ProcessId} ", "\n" + printed, StringComparison.Ordinal);
        Assert.NotEqual(Environment.MachineName, printed.Split('\n')[^1]);
        HostText.AssertAbsent(printed);
    }
}
