namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: TLS, whose peers may talk without end while the program has yet to choose.</summary>
public sealed class TlsLimitTests
{
    // A client's first message, made by a client that is never answered.
    private const string Hello = "const tls = require('tls'); const { Duplex } = require('stream'); const hello = []; "
        + "tls.connect({ servername: 'a.example', socket: new Duplex({ read() {}, write(data, encoding, done) { hello.push(data); done(); } }) }).on('error', () => {}); ";

    private const string Server = "const server = tls.createServer({ SNICallback() {} }).on('tlsClientError', (error) => { console.log(error.code); process.exit(); }); "
        + "server.listen(0, () => { const client = require('net').connect(server.address().port).on('error', () => {}); "
        + "client.write(Buffer.concat(hello)); const more = () => client.write(Buffer.alloc(1000), more); more(); }); ";

    [Fact]
    public async Task Greeting_WithoutEnd_EndsTheConnection() =>
        Assert.Equal("ERR_SSL_EXCESSIVE_MESSAGE_SIZE", await Attacker.PrintsAsync(Hello + "setTimeout(() => { " + Server + "}, 100)", new() { Permissions = PermissionPolicy.AllowAll }));
}
