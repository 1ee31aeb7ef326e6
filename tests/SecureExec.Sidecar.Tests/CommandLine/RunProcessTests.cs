using System.Diagnostics;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.CommandLine;

/// <summary>The program itself, started as a user starts it.</summary>
public sealed class RunProcessTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Host_KilledDuringARun_TakesItsWorkerWithIt()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SecureExec.Sidecar"), ["run", "-e", "console.log('running'); for (;;);"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using Process host = Process.Start(start)!;
        Assert.Equal("running", await host.StandardOutput.ReadLineAsync().WaitAsync(s_patience));
        int worker = Assert.Single(HostProcesses.ChildrenOf(host.Id));
        Assert.True(HostProcesses.IsAlive(worker));
        host.Kill();
        await host.WaitForExitAsync().WaitAsync(s_patience);
        using var limit = new CancellationTokenSource(s_patience);
        while (HostProcesses.IsAlive(worker))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
