namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: leaving a mounted host directory, with the guest's own means and with links that lie in it.</summary>
public sealed class MountEscapeTests : IDisposable
{
    private readonly string _host = Directory.CreateTempSubdirectory("secureexec-escape-").FullName;
    private readonly string _shared;

    public MountEscapeTests()
    {
        _shared = Path.Combine(_host, "shared");
        Directory.CreateDirectory(_shared);
        File.WriteAllText(Path.Combine(_host, "secret.txt"), "secret of the host");
        File.WriteAllText(Path.Combine(_shared, "open.txt"), "open");
        File.CreateSymbolicLink(Path.Combine(_shared, "to-secret"), "../secret.txt");
        File.CreateSymbolicLink(Path.Combine(_shared, "to-absolute"), Path.Combine(_host, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_shared, "to-parent"), "..");
    }

    public void Dispose() => Directory.Delete(_host, recursive: true);

    [Fact]
    public async Task Read_ThroughDotsAndPreparedLinks_NeverLeavesTheMount()
    {
        string printed = await Attacker.PrintsAsync("""
            const fs = require('node:fs');
            console.log(fs.readFileSync('/mnt/open.txt', 'utf8'));
            for (const path of ['/mnt/../secret.txt', '/mnt/./../secret.txt', '/mnt/to-secret', '/mnt/to-absolute', '/mnt/to-parent/secret.txt', '/mnt/to-parent/shared/../secret.txt', '/mnt//..//secret.txt', '/mnt/open.txt/../../secret.txt']) { try { console.log('escaped', path, fs.readFileSync(path, 'utf8')); } catch (e) { console.log(e.code); } }
            """, Mounted(readOnly: true));

        Assert.StartsWith("open\n", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("escaped", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OnAReadOnlyMount_IsEROFSAndChangesNothing()
    {
        string printed = await Attacker.PrintsAsync("""
            const fs = require('node:fs');
            for (const call of [() => fs.writeFileSync('/mnt/open.txt', 'x'), () => fs.writeFileSync('/mnt/new', 'x'), () => fs.unlinkSync('/mnt/open.txt'), () => fs.mkdirSync('/mnt/dir'), () => fs.renameSync('/mnt/open.txt', '/mnt/b'), () => fs.chmodSync('/mnt/open.txt', 0), () => fs.symlinkSync('a', '/mnt/l'), () => fs.truncateSync('/mnt/open.txt'), () => fs.utimesSync('/mnt/open.txt', 1, 1)]) { try { call(); console.log('changed'); } catch (e) { console.log(e.code); } }
            """, Mounted(readOnly: true));

        Assert.All(printed.Split('\n'), line => Assert.Equal("EROFS", line));
        Assert.Equal("open", File.ReadAllText(Path.Combine(_shared, "open.txt")));
        Assert.False(File.Exists(Path.Combine(_shared, "new")));
    }

    [Fact]
    public async Task Links_MadeByTheGuestOnAWritableMount_DoNotLeadOutOnTheHost()
    {
        string printed = await Attacker.PrintsAsync("""
            const fs = require('node:fs');
            for (const call of [() => fs.symlinkSync('../secret.txt', '/mnt/l1'), () => fs.symlinkSync('/etc/passwd', '/mnt/l2'), () => fs.linkSync('/etc/hostname', '/mnt/l3'), () => fs.renameSync('/mnt/open.txt', '/mnt/../moved')]) { try { call(); console.log('made'); } catch (e) { console.log(e.code); } }
            """, Mounted(readOnly: false));

        Assert.Equal(4, printed.Split('\n').Length);
        Assert.All(Directory.EnumerateFileSystemEntries(_shared).Select(Path.GetFileName), name => Assert.DoesNotMatch("^l[12]$", name!));
        Assert.False(File.Exists(Path.Combine(_host, "moved")));
    }

    [Fact]
    public async Task Errors_OfAMount_NameGuestPathsOnly()
    {
        string printed = await Attacker.PrintsAsync("""
            const fs = require('node:fs');
            for (const call of [() => fs.readFileSync('/mnt/none'), () => fs.readFileSync('/mnt'), () => fs.readdirSync('/mnt/open.txt'), () => require('/mnt/none.js'), () => console.log(fs.realpathSync('/mnt/open.txt'))]) { try { call(); } catch (e) { console.log(e.stack, JSON.stringify(e)); } }
            """, Mounted(readOnly: true));

        Assert.DoesNotContain(_host, printed, StringComparison.Ordinal);
        HostText.AssertAbsent(printed);
    }

    private NodeRuntimeOptions Mounted(bool readOnly) => new() { Mounts = [new HostMount(_shared, "/mnt", readOnly)] };
}
