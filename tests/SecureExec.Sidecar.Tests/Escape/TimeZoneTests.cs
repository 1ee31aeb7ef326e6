namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>The time zone of one process is no other's.</summary>
public sealed class TimeZoneTests
{
    private const string Zone = "[new Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(0).toLocaleString('en-US'), new Date(0).getTimezoneOffset()].join(' ')";
    private const string NewYork = "America/New_York 12/31/1969, 7:00:00 PM 300", Tokyo = "Asia/Tokyo 1/1/1970, 9:00:00 AM -540", Utc = "UTC 1/1/1970, 12:00:00 AM 0";

    [Fact]
    public async Task Intl_InProcessesOfDifferentZones_HasTheProcessesOwn()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();
        await using ResidentRunner utc = await runtime.CreateResidentRunnerAsync();
        await using ResidentRunner tokyo = await runtime.CreateResidentRunnerAsync();
        Assert.Equal(Utc, (await utc.RunAsync<string>($"__return({Zone})")).Value);
        Assert.Equal(Tokyo, (await tokyo.RunAsync<string>($"process.env.TZ = 'Asia/Tokyo'; __return({Zone})")).Value);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Utc, (await utc.RunAsync<string>($"__return({Zone})")).Value);
            RunResult<string> other = await runtime.RunAsync<string>($"__return({Zone})", new RunOptions { Env = new Dictionary<string, string> { ["TZ"] = "America/New_York" } });
            Assert.Equal(NewYork, other.Value);
            Assert.Equal(Tokyo, (await tokyo.RunAsync<string>($"__return({Zone})")).Value);
        }
    }

    [Fact]
    public async Task Intl_InProcessesThatMakeFormatsAtTheSameTime_HasTheProcessesOwn()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuCount = 2 } });
        const string code = "const seen = new Set(); for (let i = 0; i < 300; i++) seen.add(new Intl.DateTimeFormat('en', { get hour12() { return i % 2 === 0; } }).resolvedOptions().timeZone); console.log([...seen].join());";
        string[] zones = ["Asia/Tokyo", "America/New_York", "Europe/Paris"];
        RunResult[] results = await Task.WhenAll(zones.Select(zone => runtime.ExecAsync(code, new RunOptions { Env = new Dictionary<string, string> { ["TZ"] = zone } })));
        Assert.Equal(zones.Select(zone => zone + "\n"), results.Select(result => result.Stdout));
    }
}
