using System.Diagnostics;

namespace SecureExec.Sidecar.Tests.Bindings;

/// <summary>Seeded junk against every native function: no sequence of calls may end the host's process or fail on our side.</summary>
public sealed class BindingFuzzTests
{
    private const int Calls = 4000;

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    public async Task AllBindings_CalledWithSeededJunk_HostLivesAndNothingFaults(int seed)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [typeof(FuzzChild).Assembly.Location, FuzzChild.Verb, $"{seed}", $"{Calls}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process child = Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        Task<string> errors = child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();

        Assert.True(child.ExitCode == FuzzChild.Passed, $"exit code {child.ExitCode}\n{await output}\n{await errors}");
        Assert.Contains("faults 0", await output, StringComparison.Ordinal);
    }
}
