namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: Web Locks, which all threads of a process share, as a store without a limit, as a way to stop others, or to reach another process.</summary>
public sealed class WebLockTests
{
    private static readonly NodeRuntimeOptions Small = new() { Limits = ResourceLimits.Default with { V8HeapLimitMb = 64 } };

    [Theory]
    [InlineData("() => new Promise(() => {})")]
    [InlineData("() => { throw new Error('kept') }")]
    public async Task Locks_BeyondTheMemoryLimit_AreRefused(string callback)
    {
        string printed = await Attacker.PrintsAsync($$"""
            const name = 'x'.repeat(2 ** 22);
            (async () => {
              for (let i = 0; ; i++) {
                const code = await Promise.race([navigator.locks.request(name + i, {{callback}}).catch((error) => error.code), new Promise((resolve) => setImmediate(resolve))]);
                if (code !== undefined) return code;
              }
            })().then((code) => { console.log(code); process.exit(); });
            """, Small);

        Assert.Equal("ERR_MEMORY_ALLOCATION_FAILED", printed);
    }

    [Fact]
    public async Task Locks_GivenBack_MakeRoom()
    {
        string printed = await Attacker.PrintsAsync("""
            const name = 'x'.repeat(2 ** 20);
            (async () => {
              for (let i = 0; i < 100; i++) {
                await navigator.locks.request(name, async () => navigator.locks.request(name, { ifAvailable: true }, () => {}));
                const stolen = navigator.locks.request(name, () => new Promise(() => {})).catch((error) => error.name);
                await navigator.locks.request(name, { steal: true }, () => {});
                await stolen;
              }
              console.log('room');
            })();
            """, Small);

        Assert.Equal("room", printed);
    }

    [Fact]
    public async Task Locks_OfAThreadThatEnds_GoToThoseWhoWait()
    {
        string printed = await Attacker.PrintsAsync("""
            const { Worker } = require('worker_threads');
            const code = "navigator.locks.request('a', () => { require('worker_threads').parentPort.postMessage(1); return new Promise(() => {}); }); setInterval(() => {}, 1000);";
            const worker = new Worker(code, { eval: true }).once('message', () => {
              navigator.locks.request('a', () => console.log('free'));
              worker.terminate();
            });
            """);

        Assert.Equal("free", printed);
    }

    [Fact]
    public async Task Locks_OfAnotherProcess_AreNotSeen()
    {
        string printed = await Attacker.PrintsAsync("""
            navigator.locks.request('a', async () => {
              const child = "navigator.locks.request('a', { ifAvailable: true }, async (lock) => console.log(lock.name, (await navigator.locks.query()).held.length))";
              console.log(String(require('child_process').execFileSync(process.execPath, ['-e', child])).trim());
            });
            """);

        Assert.Equal("a 1", printed);
    }
}
