using System.Diagnostics;

namespace SecureExec.NodeConformance;

/// <summary>Runs tests on real Node, each with a temporary directory of its own.</summary>
internal sealed class NodeHost(ConformanceOptions options)
{
    internal async Task<HostResult> RunAsync(SuiteTest test)
    {
        string temporary = Directory.CreateTempSubdirectory("secureexec-conformance-").FullName;
        var clock = Stopwatch.StartNew();
        try
        {
            IReadOnlyList<string> command = [.. options.NodePrefix, options.Node, .. test.Flags, Path.Combine(options.Suite, test.File)];
            var start = new ProcessStartInfo(command[0]) { WorkingDirectory = temporary, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in command.Skip(1)) start.ArgumentList.Add(argument);
            start.Environment["NODE_TEST_DIR"] = temporary;
            start.Environment.Remove("NODE_OPTIONS");
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> stdout = process.StandardOutput.ReadToEndAsync();
            Task<string> stderr = process.StandardError.ReadToEndAsync();
            using var deadline = new CancellationTokenSource(options.Timeout);
            try
            {
                await process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return new HostResult(TestOutcome.TimedOut, 124, clock.ElapsedMilliseconds, $"not ended after {options.Timeout.TotalSeconds} s");
            }
            return process.ExitCode > 128
                ? new HostResult(TestOutcome.Crashed, process.ExitCode, clock.ElapsedMilliseconds, $"signal {process.ExitCode - 128}")
                : HostResult.Of(process.ExitCode, clock.ElapsedMilliseconds, await stdout, await stderr);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
