using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: reading files of the host.</summary>
public sealed class HostFileTests
{
    [Fact]
    public async Task Read_PathsThatExistOnTheHostOnly_AreNotThere()
    {
        string[] paths = [RepositoryFiles.PathOf("SecureExec.sln"), Environment.ProcessPath!, "/proc/1/environ", "/proc/self/maps", "/proc/self/root/etc/shadow", "/etc/shadow", "/dev/mem", "/sys/kernel/version"];

        string printed = await Attacker.PrintsAsync($$"""
            const fs = require('node:fs');
            for (const path of {{System.Text.Json.JsonSerializer.Serialize(paths)}}) { try { const n = fs.readFileSync(path).length; console.log(n === 0 ? 'empty' : `read ${n} bytes of ${path}`); } catch (e) { console.log(e.code); } }
            """);

        Assert.DoesNotContain("read", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcSelfExe_IfItIsThere_IsNoProgramOfTheHost()
    {
        string printed = await Attacker.PrintsAsync("""
            const fs = require('node:fs');
            try { console.log(fs.readFileSync('/proc/self/exe').subarray(0, 4).toString('latin1') === '\x7fELF' ? 'a program' : 'text'); } catch (e) { console.log(e.code); }
            """);

        Assert.Contains(printed, (string[])["text", "ENOENT"]);
    }

    [Fact]
    public async Task ProcSelfEnviron_IfItIsThere_HoldsTheGuestsEnvironmentOnly()
    {
        Environment.SetEnvironmentVariable("SECUREEXEC_ESCAPE_CANARY", "canary-of-the-host");

        string printed = await Attacker.PrintsAsync("""
            const fs = require('node:fs');
            for (const path of ['/proc/self/environ', `/proc/${process.pid}/environ`, `/proc/${process.ppid}/environ`]) { try { console.log(fs.readFileSync(path, 'utf8').replaceAll('\0', '\n')); } catch (e) { console.log(e.code); } }
            console.log(JSON.stringify(process.env));
            """);

        Assert.DoesNotContain("canary", printed, StringComparison.OrdinalIgnoreCase);
        HostText.AssertAbsent(printed);
    }

    [Theory]
    [InlineData("'/etc/passwd\\0.txt'")]
    [InlineData("'\\0'")]
    [InlineData("Buffer.from('/etc\\0/passwd')")]
    [InlineData("new URL('file:///etc/passwd%00.txt')")]
    public async Task Open_PathWithNullByte_IsRefused(string path)
    {
        string printed = await Attacker.PrintsAsync($$"""
            const fs = require('node:fs');
            for (const call of [() => fs.readFileSync({{path}}), () => fs.writeFileSync({{path}}, 'x'), () => fs.statSync({{path}}), () => fs.mkdirSync({{path}}), () => fs.renameSync({{path}}, '/tmp/x')]) { try { call(); console.log('passed'); } catch (e) { console.log(e.code); } }
            """);

        Assert.All(printed.Split('\n'), line => Assert.Equal("ERR_INVALID_ARG_VALUE", line));
    }
}
