using System.Diagnostics;

namespace SecureExec.Benchmarks;

/// <summary>The smallest program: it gives one number, and both sides check it.</summary>
internal static class FirstProgram
{
    private const string Value = "42";

    /// <summary>Runs it in a runtime as a fresh guest process.</summary>
    /// <exception cref="InvalidOperationException">The value is wrong.</exception>
    internal static async Task RunAsync(NodeRuntime runtime)
    {
        RunResult result = await runtime.ExecAsync($"__return({Value})");
        if (result.ValueJson != Value) throw new InvalidOperationException($"The run gave '{result.ValueJson}': {result.Outcome} {result.Error?.Message} {result.Stderr}");
    }

    /// <summary>Runs it as a process of real Node.</summary>
    /// <exception cref="InvalidOperationException">The value is wrong.</exception>
    internal static async Task RunAsync(RealNode node)
    {
        string output = await node.EvalAsync($"console.log({Value})");
        if (output != Value + "\n") throw new InvalidOperationException($"Node printed '{output}'.");
    }

    /// <summary>Real Node's side of a measurement: <c>node -e</c>, in milliseconds.</summary>
    internal static Task<Contestant> NodeAsync(RealNode node) => Task.FromResult(Contestant.Of(() => TimeAsync(() => RunAsync(node))));

    /// <summary>Milliseconds of an action.</summary>
    internal static async Task<double> TimeAsync(Func<Task> action)
    {
        var clock = Stopwatch.StartNew();
        await action();
        return clock.Elapsed.TotalMilliseconds;
    }
}
