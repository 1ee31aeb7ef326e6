using System.Net;

namespace SecureExec.EndToEnd.Tests;

/// <summary>The application starts as a whole and leaves nothing behind, however it ends.</summary>
[Collection(nameof(RunningApplication))]
public sealed class ApplicationLifetimeTests
{
    [Fact]
    public async Task Stop_BySignal_EndsEveryProcessWithExitCodeZero()
    {
        await using var application = await RunningApplication.StartAsync();
        var processes = ProcessTree.DescendantsOf(application.Pid);

        var exitCode = await application.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.True(processes.Count >= 3, "Fewer processes than services were found.");
        Assert.Empty(await ProcessTree.SurvivorsAsync(processes));
    }

    [Fact]
    public async Task Stop_AppHostKilled_EndsEveryProcess()
    {
        await using var application = await RunningApplication.StartAsync();
        var processes = ProcessTree.DescendantsOf(application.Pid);

        await application.KillAsync();

        Assert.True(processes.Count >= 3, "Fewer processes than services were found.");
        Assert.Empty(await ProcessTree.SurvivorsAsync(processes));
    }

    [Fact]
    public async Task Gateway_WithoutKey_Refuses()
    {
        await using var application = await RunningApplication.StartAsync();
        using var stranger = new HttpClient { BaseAddress = application.Gateway };
        using var owner = application.CreateApiClient();

        using var refused = await stranger.GetAsync("v1/runtimes");
        using var accepted = await owner.GetAsync("v1/runtimes");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.DoesNotContain(RunningApplication.ApiKey, application.Output);
    }
}
