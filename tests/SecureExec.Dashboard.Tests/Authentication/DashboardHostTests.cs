using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using SecureExec.Dashboard.Authentication;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Authentication;

/// <summary>The whole dashboard over HTTP, with a fake gateway behind it.</summary>
public sealed partial class DashboardHostTests : IAsyncLifetime, IDisposable
{
    private FakeGateway _gateway = null!;
    private WebApplication _dashboard = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _dashboard = DashboardApplication.Build(
        [
            "--applicationName=SecureExec.Dashboard",
            "--urls=http://127.0.0.1:0",
            $"--Dashboard:GatewayUrl={_gateway.Address}",
        ]);
        await _dashboard.StartAsync();
        _browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(_dashboard.Urls.First()),
        };
    }

    public async Task DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    public void Dispose() => _browser.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/runtimes")]
    [InlineData("/policies/x")]
    public async Task Page_NotSignedIn_LeadsToTheSignInPage(string path)
    {
        using var answer = await _browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login", answer.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_NotSignedIn_IsRefused()
    {
        using var answer = await _browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_RightKey_OpensThePageAndKeepsTheKeyOutOfIt()
    {
        using var signedIn = await SignInAsync(FakeGateway.ApiKey, "/policies");
        Assert.Equal("/policies", signedIn.Headers.Location?.OriginalString);
        Assert.DoesNotContain(FakeGateway.ApiKey, string.Join(' ', signedIn.Headers.GetValues("Set-Cookie")));

        using var page = await _browser.GetAsync("/policies");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain(FakeGateway.ApiKey, await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task SignIn_WrongKey_SaysSo()
    {
        using var answer = await SignInAsync("sek_wrongwrongwrong", "/");

        Assert.Contains("error=BadKey", answer.Headers.Location?.OriginalString);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out _));
    }

    [Fact]
    public async Task SignIn_GatewayGone_SaysSo()
    {
        await _gateway.DisposeAsync();

        using var answer = await SignInAsync(FakeGateway.ApiKey, "/");

        Assert.Contains("error=NoGateway", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignIn_WithoutAntiforgeryToken_IsRefused()
    {
        using var form = new FormUrlEncodedContent([new("apiKey", FakeGateway.ApiKey)]);

        using var answer = await _browser.PostAsync("/session", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/app.css")]
    [InlineData("/secureexec.js")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task StaticFile_NotSignedIn_IsServed(string path)
    {
        using var answer = await _browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Page_Any_LoadsNothingFromElsewhere()
    {
        using var answer = await _browser.GetAsync("/login");

        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", await answer.Content.ReadAsStringAsync());
        Assert.Contains("default-src 'self'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")));
    }

    [Theory]
    [InlineData("/runtimes/x?y=1", "/runtimes/x?y=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData(null, "/")]
    public void LocalPath_AnyText_NeverLeavesTheSite(string? returnUrl, string expected) =>
        Assert.Equal(expected, SessionEndpoints.LocalPath(returnUrl));

    private async Task<HttpResponseMessage> SignInAsync(string key, string returnUrl)
    {
        var page = await _browser.GetStringAsync("/login");
        using var form = new FormUrlEncodedContent(
        [
            new("apiKey", key),
            new("returnUrl", returnUrl),
            new("__RequestVerificationToken", TokenField().Match(page).Groups[1].Value),
        ]);
        return await _browser.PostAsync("/session", form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
