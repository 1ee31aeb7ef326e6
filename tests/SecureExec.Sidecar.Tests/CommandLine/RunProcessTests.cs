using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.CommandLine;

/// <summary>The command line as a process that can be lost.</summary>
public sealed class RunProcessTests
{
    private const int Kill = 9;

    [Fact]
    public async Task Host_KilledDuringARun_TakesItsWorkerWithIt()
    {
        await using CommandLineProcess host = CommandLineProcess.Start("-e", "console.log('running'); for (;;);");
        Assert.Equal("running", await host.ReadLineAsync());
        int worker = Assert.Single(host.Children()).Pid;
        Assert.True(HostProcesses.IsAlive(worker));
        host.Kill(Kill);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (HostProcesses.IsAlive(worker))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
