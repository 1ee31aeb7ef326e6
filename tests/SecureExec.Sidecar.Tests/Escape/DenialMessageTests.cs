namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>What a denied call tells the guest: Node's code, number, call and path, and Node's message with the capability behind it.</summary>
public sealed class DenialMessageTests
{
    [Fact]
    public async Task Denials_HaveNodesShapeAndNameTheCapability()
    {
        const string Code = """
            const fs = require('node:fs');
            const show = (e) => console.log([e.name, e.code, e.errno, e.syscall, e.path, e.dest, e.message].join('|'));
            const sync = (f) => { try { f(); console.log('worked'); } catch (e) { show(e); } };
            sync(() => fs.readFileSync('/secret/key'));
            sync(() => fs.readFileSync('/secret/key', 'utf8'));
            sync(() => fs.writeFileSync('/secret/key', ''));
            sync(() => fs.statSync('/secret/key'));
            sync(() => fs.readdirSync('/secret'));
            sync(() => fs.mkdirSync('/secret/d', { recursive: true }));
            sync(() => fs.rmSync('/secret/key'));
            sync(() => fs.renameSync('/secret/key', '/workspace/key'));
            sync(() => fs.copyFileSync('/secret/key', '/workspace/key'));
            sync(() => fs.cpSync('/secret', '/workspace/copy', { recursive: true }));
            sync(() => fs.linkSync('/secret/key', '/workspace/key'));
            sync(() => fs.watch('/secret'));
            sync(() => fs.opendirSync('/secret'));
            sync(() => process.chdir('/secret'));
            sync(() => process.kill(1, 'SIGTERM'));
            sync(() => { process.env.HIDDEN = '1'; });
            sync(() => Object.defineProperty(process.env, 'SHOWN', { value: '1', configurable: true, writable: true, enumerable: true }));
            sync(() => { delete process.env.SHOWN; });
            console.log(fs.existsSync('/secret/key'), process.env.HIDDEN, process.env.SHOWN, Object.keys(process.env).includes('HIDDEN'), delete process.env.HIDDEN);
            fs.chmodSync('/workspace/mode', 0);
            sync(() => fs.readFileSync('/workspace/mode'));
            (async () => {
              await new Promise((done) => fs.readFile('/secret/key', (e) => { show(e); done(); }));
              await new Promise((done) => fs.stat('/secret/key', (e) => { show(e); done(); }));
              await fs.promises.readFile('/secret/key').catch(show);
              await fs.promises.open('/secret/key', 'w').catch(show);
              await fs.promises.cp('/secret', '/workspace/copy', { recursive: true }).catch(show);
              await new Promise((done) => fs.createReadStream('/secret/key').on('error', (e) => { show(e); done(); }));
              for await (const _ of fs.promises.watch('/secret')) break;
            })().catch(show);
            """;
        var options = new NodeRuntimeOptions
        {
            Files = new Dictionary<string, SeedContent> { ["/secret/key"] = "x", ["/workspace/mode"] = "x" },
            Env = new Dictionary<string, string> { ["HIDDEN"] = "h", ["SHOWN"] = "s" },
            Permissions = new PermissionPolicy
            {
                Fs = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["*"], ["/secret/**"])]),
                Process = ScopePolicy.Deny,
                Env = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["*"], ["HIDDEN"]), new PermissionRule(PermissionMode.Deny, ["write"], ["SHOWN"])]),
            },
        };

        string printed = await Attacker.PrintsAsync(Code, options);

        Assert.Equal(
            [
                "Error|EACCES|-13|open|/secret/key||EACCES: permission denied, open '/secret/key': blocked by fs.read policy",
                "Error|EACCES|-13|open|/secret/key||EACCES: permission denied, open '/secret/key': blocked by fs.read policy",
                "Error|EACCES|-13|open|/secret/key||EACCES: permission denied, open '/secret/key': blocked by fs.write policy",
                "Error|EACCES|-13|stat|/secret/key||EACCES: permission denied, stat '/secret/key': blocked by fs.stat policy",
                "Error|EACCES|-13|scandir|/secret||EACCES: permission denied, scandir '/secret': blocked by fs.readdir policy",
                "Error|EACCES|-13|mkdir|/secret/d||EACCES: permission denied, mkdir '/secret/d': blocked by fs.create_dir policy",
                "Error|EACCES|-13|lstat|/secret/key||EACCES: permission denied, lstat '/secret/key': blocked by fs.stat policy",
                "Error|EACCES|-13|rename|/secret/key|/workspace/key|EACCES: permission denied, rename '/secret/key' -> '/workspace/key': blocked by fs.rename policy",
                "Error|EACCES|-13|copyfile|/secret/key|/workspace/key|EACCES: permission denied, copyfile '/secret/key' -> '/workspace/key': blocked by fs.read policy",
                "Error|EACCES|-13|lstat|/secret||EACCES: permission denied, lstat '/secret': blocked by fs.stat policy",
                "Error|EACCES|-13|link|/secret/key|/workspace/key|EACCES: permission denied, link '/secret/key' -> '/workspace/key': blocked by fs.read policy",
                "Error|EACCES|-13|watch|/secret||EACCES: permission denied, watch '/secret': blocked by fs.stat policy",
                "Error|EACCES|-13|opendir|||EACCES: permission denied, opendir: blocked by fs.readdir policy",
                "Error|EACCES|-13|chdir|/workspace|/secret|EACCES: permission denied, chdir '/workspace' -> '/secret': blocked by fs.stat policy",
                "Error|EACCES|-13|kill|||kill EACCES: blocked by process.signal policy",
                "Error|EACCES|-13|setenv|||EACCES: permission denied, setenv: blocked by env.write policy",
                "Error|EACCES|-13|setenv|||EACCES: permission denied, setenv: blocked by env.write policy",
                "Error|EACCES|-13|unsetenv|||EACCES: permission denied, unsetenv: blocked by env.write policy",
                "false undefined s false true",
                "Error|EACCES|-13|open|/workspace/mode||EACCES: permission denied, open '/workspace/mode'",
                "Error|EACCES|-13|open|/secret/key||EACCES: permission denied, open '/secret/key': blocked by fs.read policy",
                "Error|EACCES|-13|stat|/secret/key||EACCES: permission denied, stat '/secret/key': blocked by fs.stat policy",
                "Error|EACCES|-13|open|/secret/key||EACCES: permission denied, open '/secret/key': blocked by fs.read policy",
                "Error|EACCES|-13|open|/secret/key||EACCES: permission denied, open '/secret/key': blocked by fs.write policy",
                "Error|EACCES|-13|lstat|/secret||EACCES: permission denied, lstat '/secret': blocked by fs.stat policy",
                "Error|EACCES|-13|open|/secret/key||EACCES: permission denied, open '/secret/key': blocked by fs.read policy",
                "Error|EACCES|-13|watch|/secret||EACCES: permission denied, watch '/secret': blocked by fs.stat policy",
            ],
            printed.Split('\n'));
    }
}
