namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: HTTP/2, whose frames and windows let either side make the other hold what it likes.</summary>
public sealed class Http2LimitTests
{
    private static readonly NodeRuntimeOptions Small = new() { Limits = ResourceLimits.Default with { V8HeapLimitMb = 64 } };

    private const string Session = "const { Duplex } = require('stream'); const session = require('http2').performServerHandshake(new Duplex({ read() {}, write() {} })); "
        + "session.on('error', () => {}); ";

    [Theory]
    [InlineData(Session + "const alt = 'x'.repeat(16000); for (;;) session.altsvc(alt, 'https://a')", "ERR_HTTP2_INVALID_SESSION")]
    [InlineData(Session + "const data = Buffer.alloc(16000); for (;;) session.goaway(0, 0, data)", "ERR_HTTP2_INVALID_SESSION")]
    public async Task Frames_ThatNobodyTakes_AreHeldToTheHeapLimit(string code, string expected)
    {
        string printed = await Attacker.PrintsAsync($"try {{ {code}; console.log('done'); }} catch (error) {{ console.log(error.code); }} process.exit();", Small);

        Assert.Equal(expected, printed);
    }
}
