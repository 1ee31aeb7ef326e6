using System.Net.Http.Json;
using Microsoft.Playwright;
using SecureExec.Contracts;

namespace SecureExec.EndToEnd.Tests;

/// <summary>Pool node, gateway, dashboard and a real browser together.</summary>
[Collection(nameof(RunningApplication))]
public sealed class DashboardTourTests : IAsyncLifetime
{
    private const string SleepingProgram = """
        const started = Date.now();

        // Wait until somebody ends this process.
        while (Date.now() - started < 600_000) {
          await new Promise(done => setTimeout(done, 100));
        }
        """;

    private const string BrokenPolicy = """
        {
          "fs": {
            "default": "deny",
            "rules": [
              { "mode": "allow", "operations": ["raed", "stat"], "paths": ["/work/**"] }
            ]
          },
          "network": "deny"
        }
        """;

    private RunningApplication _application = null!;
    private Browser _browser = null!;
    private DashboardPages _dashboard = null!;

    public async Task InitializeAsync()
    {
        _application = await RunningApplication.StartAsync();
        _browser = await Browser.StartAsync();
        _dashboard = new DashboardPages(_browser.Page, _application.Dashboard);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task Dashboard_Tour_ShowsTheLivingApplication()
    {
        await _dashboard.SignInAsync(RunningApplication.ApiKey);
        await RunCodeAndLookAtItsFileAsync();
        await SeeAProcessAndKillItAsync();
        await SeeARuntimeOfTheApiAppearAsync();
        await EditAPolicyAsync();
        await _dashboard.SignOutAsync();
        await Assertions.Expect(_browser.Page.Locator("#api-key")).ToBeVisibleAsync();
        Assert.Empty(_browser.Complaints);
    }

    private async Task RunCodeAndLookAtItsFileAsync()
    {
        await _dashboard.CreateRuntimeAsync("tour");

        await _dashboard.RunAsync();

        await Assertions.Expect(_dashboard.Outcome).ToContainTextAsync("Succeeded, exit code 0");
        await Assertions.Expect(_dashboard.Value).ToContainTextAsync("Hello from Node.js v26");
        await _dashboard.ToggleFileAsync("tmp");
        await _dashboard.ToggleFileAsync("greeting.json");
        await Assertions.Expect(_dashboard.FileContent).ToContainTextAsync("Hello from Node.js v26");
        await _browser.ShootAsync("runtime");
    }

    private async Task SeeAProcessAndKillItAsync()
    {
        await _dashboard.WriteCodeAsync(SleepingProgram);
        await _dashboard.RunAsync();
        await Assertions.Expect(_dashboard.Processes).ToHaveCountAsync(1);
        await _dashboard.UseDarkThemeAsync();
        await _browser.ShootAsync("processes-dark");

        await _dashboard.KillAsync(_dashboard.Processes.First);

        await Assertions.Expect(_dashboard.Outcome).ToContainTextAsync("exit code 137");
        await Assertions.Expect(_dashboard.Processes).ToHaveCountAsync(0);
    }

    private async Task SeeARuntimeOfTheApiAppearAsync()
    {
        await _dashboard.GoToRuntimesAsync();
        using var api = _application.CreateApiClient();

        using var created = await api.PostAsJsonAsync(
            "v1/runtimes",
            new CreateRuntimeRequest { Name = "nightly report" },
            ContractsJsonContext.Default.CreateRuntimeRequest);
        created.EnsureSuccessStatusCode();

        await Assertions.Expect(_dashboard.RuntimeLink("nightly report")).ToBeVisibleAsync();
        await Assertions.Expect(_dashboard.RuntimeLink("tour")).ToBeVisibleAsync();
        await _browser.ShootAsync("runtimes-dark");
    }

    private async Task EditAPolicyAsync()
    {
        await _dashboard.GoToPoliciesAsync();
        await _dashboard.StartPolicyAsync("read-only", BrokenPolicy);
        await _dashboard.SavePolicyAsync();
        await Assertions.Expect(_dashboard.PolicyErrors).ToContainTextAsync("fs.rules[0].operations[0]");
        await Assertions.Expect(_dashboard.PolicyErrors).ToContainTextAsync("line 5");
        await _browser.ShootAsync("policy-dark");

        await _dashboard.WritePolicyAsync(BrokenPolicy.Replace("raed", "read", StringComparison.Ordinal));
        await _dashboard.SavePolicyAsync();

        await Assertions.Expect(_dashboard.PolicyLink("read-only")).ToBeVisibleAsync();
        using var api = _application.CreateApiClient();
        var stored = await api.GetFromJsonAsync("v1/policies/read-only", ContractsJsonContext.Default.PolicyInfo);
        Assert.Equal("read", stored!.Document.GetProperty("fs").GetProperty("rules")[0].GetProperty("operations")[0].GetString());
    }
}
