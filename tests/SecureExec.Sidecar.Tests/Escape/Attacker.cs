namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Runs hostile programs, each in a virtual machine of its own unless the test makes one.</summary>
internal static class Attacker
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs CommonJS code and gives all it printed. The program must end by itself, or the test fails with its standard error.</summary>
    internal static async Task<string> PrintsAsync(string code, NodeRuntimeOptions? options = null)
    {
        RunResult result = await RunAsync(code, options);
        Assert.True(result.Succeeded, $"{result.Outcome}, exit code {result.ExitCode}: {result.Error?.Message}\n{result.Stderr}\n{result.Stdout}");
        return result.Stdout.TrimEnd('\n');
    }

    /// <summary>Runs CommonJS code, however it ends.</summary>
    internal static async Task<RunResult> RunAsync(string code, NodeRuntimeOptions? options = null)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(options);
        return await RunAsync(runtime, code);
    }

    /// <summary>Runs CommonJS code in an existing runtime.</summary>
    internal static Task<RunResult> RunAsync(NodeRuntime runtime, string code, TimeSpan? timeout = null) =>
        runtime.ExecAsync(code, new RunOptions { Format = SourceFormat.CommonJs, Timeout = timeout ?? Timeout });

    /// <summary>Asserts that the runtime still runs programs.</summary>
    internal static async Task AssertUsableAsync(NodeRuntime runtime)
    {
        RunResult result = await RunAsync(runtime, "console.log(40 + 2)");
        Assert.True(result.Stdout == "42\n", $"{result.Outcome}, exit code {result.ExitCode}: {result.Error?.Message}\n{result.Stderr}");
    }
}
