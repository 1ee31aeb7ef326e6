namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: reaching a denied file by another name.</summary>
public sealed class PolicyAliasTests
{
    private static readonly NodeRuntimeOptions Guarded = new()
    {
        Files = new Dictionary<string, SeedContent> { ["/secret/key"] = "top secret", ["/workspace/mine"] = "mine" },
        Permissions = new PermissionPolicy { Fs = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["*"], ["/secret/**"])]) },
    };

    [Theory]
    [InlineData("fs.readFileSync('/secret/key')")]
    [InlineData("fs.symlinkSync('/secret/key', 'alias'); fs.readFileSync('alias')")]
    [InlineData("fs.symlinkSync('../secret', 'alias'); fs.readFileSync('alias/key')")]
    [InlineData("fs.linkSync('/secret/key', 'alias'); fs.readFileSync('alias')")]
    [InlineData("fs.renameSync('/secret/key', 'alias'); fs.readFileSync('alias')")]
    [InlineData("fs.copyFileSync('/secret/key', 'alias'); fs.readFileSync('alias')")]
    [InlineData("fs.renameSync('/secret', 'alias'); fs.readFileSync('alias/key')")]
    [InlineData("process.chdir('/secret'); fs.readFileSync('key')")]
    [InlineData("fs.readFileSync('/proc/self/root/secret/key')")]
    [InlineData("fs.readFileSync('/workspace/../secret/./key')")]
    [InlineData("const fd = fs.openSync('/secret/key'); fs.readFileSync(fd)")]
    [InlineData("fs.cpSync('/secret', 'alias', { recursive: true }); fs.readFileSync('alias/key')")]
    public async Task Read_OfADeniedFileByAnyName_IsRefused(string attack)
    {
        string printed = await Attacker.PrintsAsync($$"""
            const fs = require('node:fs');
            try { console.log('leaked', String((() => { {{attack.Insert(attack.LastIndexOf("fs.", StringComparison.Ordinal), "return ")}} })())); } catch (e) { console.log('refused', e.code); }
            """, Guarded);

        Assert.Matches("^refused (EACCES|ENOENT)$", printed);
    }

    [Fact]
    public async Task Read_OfAGrantedFile_Works()
    {
        string printed = await Attacker.PrintsAsync("console.log(require('node:fs').readFileSync('mine', 'utf8'))", Guarded);

        Assert.Equal("mine", printed);
    }

    [Fact]
    public async Task Denial_ToldToTheGuest_HasNodesShape()
    {
        string printed = await Attacker.PrintsAsync("try { require('node:fs').readFileSync('/secret/key'); } catch (e) { console.log(e.code, e.errno, e.syscall, e.path, e.message); }", Guarded);

        Assert.StartsWith("EACCES -13 open /secret/key EACCES: permission denied, open '/secret/key'", printed, StringComparison.Ordinal);
    }
}
