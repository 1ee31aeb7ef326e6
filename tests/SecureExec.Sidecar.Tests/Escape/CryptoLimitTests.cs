namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: cryptography and compression, whose work is native and partly on other threads, as a way around the limits.</summary>
public sealed class CryptoLimitTests
{
    private static readonly NodeRuntimeOptions Small = new() { Limits = ResourceLimits.Default with { V8HeapLimitMb = 64 } };

    [Theory]
    [InlineData("require('crypto').scryptSync('p', 's', 8, { N: 2 ** 20, maxmem: 2 ** 31 })", "ERR_CRYPTO_INVALID_SCRYPT_PARAMS")]
    [InlineData("const kept = []; for (;;) kept.push(require('zlib').createDeflate({ memLevel: 9 }))", "ERR_MEMORY_ALLOCATION_FAILED")]
    [InlineData("const z = require('zlib'), kept = []; for (;;) { const b = z.createBrotliCompress({ params: { [z.constants.BROTLI_PARAM_LGWIN]: 24 } }); kept.push(b); b._processChunk(Buffer.alloc(2 ** 22), 0); }", "ERR_ZLIB_INITIALIZATION_FAILED|ERR_BROTLI_COMPRESSION_FAILED")]
    [InlineData("const kept = []; for (;;) kept.push(require('crypto').createCipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12)))", "ERR_MEMORY_ALLOCATION_FAILED")]
    [InlineData("const aad = Buffer.alloc(2 ** 20), kept = []; for (;;) kept.push(require('crypto').createCipheriv('aes-128-ccm', aad.subarray(0, 16), aad.subarray(0, 12), { authTagLength: 16 }).setAAD(aad, { plaintextLength: 1 }))", "ERR_MEMORY_ALLOCATION_FAILED")]
    [InlineData("const kept = []; for (;;) kept.push(require('crypto').getDiffieHellman('modp18'))", "ERR_MEMORY_ALLOCATION_FAILED")]
    [InlineData("const { pbkdf2 } = require('crypto'), salt = Buffer.alloc(2 ** 24); for (;;) pbkdf2('p', salt, 1, 8, 'sha1', () => {})", "ERR_MEMORY_ALLOCATION_FAILED")]
    public async Task Work_BeyondTheMemoryLimit_IsRefused(string code, string expected)
    {
        string printed = await Attacker.PrintsAsync($"try {{ {code}; console.log('done'); }} catch (error) {{ console.log(error.code); }} process.exit();", Small);

        Assert.Contains(printed, expected.Split('|'));
    }

    [Fact]
    public async Task Run_WhoseWorkOnOtherThreadsTakesTheCpuTime_IsLimitExceeded()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 500 } });

        RunResult result = await Attacker.RunAsync(runtime, "require('crypto').pbkdf2('p', 's', 2 ** 31 - 1, 64, 'sha512', () => console.log('done'))");

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Theory]
    [InlineData("require('crypto').pbkdf2Sync('p', 's', 2 ** 31 - 1, 64, 'sha512')")]
    [InlineData("require('crypto').scryptSync('p', 's', 64, { N: 1024, r: 1, p: 2 ** 18, maxmem: 2 ** 30 })")]
    [InlineData("require('crypto').generateKeyPairSync('rsa', { modulusLength: 8192 })")]
    [InlineData("require('crypto').generatePrimeSync(16384, { safe: true })")]
    [InlineData("require('crypto').createDiffieHellman(8192)")]
    [InlineData("require('crypto').generateKeyPairSync('dh', { primeLength: 8192 })")]
    [InlineData("const big = Buffer.alloc(4e7), cipher = require('crypto').createCipheriv('aes-256-ctr', big.subarray(0, 32), big.subarray(0, 16)); for (;;) cipher.update(big)")]
    [InlineData("for (let i = 0; i < 9; i++) require('crypto').pbkdf2('p', 's', 2 ** 31 - 1, 64, 'sha512', () => {})")]
    [InlineData("const big = Buffer.alloc(4e7); for (;;) require('zlib').gzipSync(big, { level: 9 })")]
    public async Task Run_ThatTimesOutInNativeWork_LeavesTheRuntimeUsable(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        RunResult result = await Attacker.RunAsync(runtime, code, TimeSpan.FromSeconds(1));

        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        await Attacker.AssertUsableAsync(runtime);
    }
}
