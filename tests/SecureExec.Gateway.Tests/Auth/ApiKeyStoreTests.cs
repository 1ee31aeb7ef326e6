using System.Net;
using System.Runtime.Versioning;
using SecureExec.Gateway.Auth;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Auth;

public sealed class ApiKeyStoreTests
{
    [Fact]
    public async Task Start_FirstTime_MakesShowsAndKeepsAKey()
    {
        using var data = new TempDirectory();
        string key;
        await using (var first = new GatewayHost(data.Path, key: null))
        {
            first.StartServer();
            key = File.ReadAllText(Path.Combine(data.Path, ApiKeyStore.FileName)).Trim();

            Assert.Matches("^sek_[0-9a-f]{64}$", key);
            Assert.Contains(key, first.Console.ToString());
            Assert.Equal(HttpStatusCode.OK, (await first.Client(key).GetAsync("/v1/policies")).StatusCode);
        }

        await using var second = new GatewayHost(data.Path, key: null);
        Assert.Equal(HttpStatusCode.OK, (await second.Client(key).GetAsync("/v1/policies")).StatusCode);
        Assert.DoesNotContain(key, second.Console.ToString());
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Start_FirstTime_KeepsTheKeyFromOtherUsers()
    {
        using var data = new TempDirectory();
        var folder = Path.Combine(data.Path, "new");
        await using var gateway = new GatewayHost(folder, key: null);

        gateway.StartServer();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, ApiKeyStore.FileName)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task Start_WithPresetKey_WritesNone()
    {
        using var data = new TempDirectory();
        await using var gateway = new GatewayHost(data.Path, GatewayHost.Key);

        gateway.StartServer();

        Assert.False(File.Exists(Path.Combine(data.Path, ApiKeyStore.FileName)));
        Assert.Empty(gateway.Console.ToString());
    }

    [Theory]
    [InlineData("too-short")]
    [InlineData("long enough but with spaces")]
    public void Start_WithUnusableKey_Fails(string key)
    {
        using var gateway = new GatewayHost(null, key);

        var error = Assert.ThrowsAny<InvalidOperationException>(gateway.StartServer);

        Assert.Contains("SECUREEXEC_API_KEY", error.Message);
    }
}
