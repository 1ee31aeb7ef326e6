namespace SecureExec.Core.Tests.Api;

/// <summary>The user of guest processes, in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class GuestUserTests
{
    private const string WhoAmI = """
        import fs from 'node:fs';
        import os from 'node:os';
        const { username, uid, gid, homedir } = os.userInfo();
        fs.writeFileSync(os.homedir() + '/mine', 'x');
        const { uid: owner, gid: group } = fs.statSync(os.homedir() + '/mine');
        __return([username, uid, gid, homedir, os.homedir(), process.env.USER, process.env.HOME, process.getuid(), process.getgid(), owner, group].join());
        """;

    [Fact]
    public async Task User_Chosen_IsWhoProcessesAre()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { User = new GuestUser { Name = "ada", Uid = 501, Gid = 20, Home = "/data/people/ada" } });
        Assert.Equal("ada,501,20,/data/people/ada,/data/people/ada,ada,/data/people/ada,501,20,501,20", (await runtime.RunAsync<string>(WhoAmI)).Value);
        Assert.Equal("EACCES", (await runtime.ExecAsync("(await import('node:fs')).writeFileSync('/etc/passwd', '')")).Error?.Code);
    }

    [Fact]
    public async Task User_Default_IsSandbox()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        Assert.Equal("sandbox,1000,1000,/home/sandbox,/home/sandbox,sandbox,/home/sandbox,1000,1000,1000,1000", (await runtime.RunAsync<string>(WhoAmI)).Value);
    }

    [Fact]
    public async Task User_Root_IsBoundByThePolicyOnly()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            User = new GuestUser { Name = "root", Uid = 0, Gid = 0 },
            Permissions = PermissionPolicy.Default.Append(PermissionRule.Parse("fs.write:/etc/hosts", PermissionMode.Deny)),
        });
        Assert.Equal("root,0,0,/root,/root,root,/root,0,0,0,0", (await runtime.RunAsync<string>(WhoAmI)).Value);
        RunResult<string> result = await runtime.RunAsync<string>("""
            import fs from 'node:fs';
            fs.appendFileSync('/etc/profile', '#');
            let code;
            try { fs.appendFileSync('/etc/hosts', '#'); } catch (e) { code = e.code; }
            __return(code);
            """);
        Assert.Equal(("EACCES", ""), (result.Value, result.Stderr));
    }
}
