using System.Text.Json;
using SecureExec.Kernel;
using SecureExec.Sidecar.Bindings;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Bindings;

/// <summary>
/// What <see cref="BindingFuzzTests"/> runs in a process of its own, because V8 answers a mistake of ours by ending the process:
/// <c>dotnet SecureExec.Sidecar.Tests.dll fuzz SEED CALLS</c>. Prints one line with the outcome.
/// </summary>
internal static class FuzzChild
{
    internal const string Verb = "fuzz";
    internal const int Passed = 0, Faulted = 3, Stuck = 4;
    private const long HeapBytes = 256 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(string seed, string calls)
    {
        var faults = 0;
        FunctionTable.Fault = (name, e) =>
        {
            Interlocked.Increment(ref faults);
            Console.Error.WriteLine($"fault in {name}: {e}");
        };
        GuestEngine.LoadNative();
        using var engine = new GuestEngine(HeapBytes);
        engine.WarmUp();
        using var kernel = new VirtualKernel(new KernelConfig
        {
            Policy = PermissionPolicy.Default,
            Limits = ResourceLimits.Default,
            OnInternalError = text =>
            {
                Interlocked.Increment(ref faults);
                Console.Error.WriteLine($"kernel: {text}");
            },
        });
        const string file = "/workspace/binding-fuzz.js";
        kernel.Host.WriteFile(file, await File.ReadAllBytesAsync(RepositoryFiles.PathOf("tests/SecureExec.Sidecar.Tests/Bindings/binding-fuzz.js")));
        var names = JsonSerializer.Serialize(BindingTable.Names);
        var config = new ProcessConfig
        {
            Argv = ["node", file, seed, calls, names],
            Cwd = "/workspace",
            Stdout = new StreamOutput(bytes => { }),
            Stderr = new StreamOutput(bytes => { }),
        };
        if (kernel.CreateProcess(config).IsError(out var process, out var error))
            throw new InvalidOperationException($"The fuzzed process did not start: {error}.");
        var events = new Events();
        engine.Start(process, new GuestProgram { Kind = EntryKind.File, ExecArgv = ["--expose-internals", "--no-warnings"], HeapLimitBytes = HeapBytes }, events);
        if (await Task.WhenAny(events.Exited, Task.Delay(Patience)) != events.Exited)
            return Stuck;
        GuestExit exit = await events.Exited;
        await Console.Out.WriteLineAsync($"outcome {exit.Outcome} exit {exit.ExitCode} faults {faults}");
        return faults > 0 || exit.Outcome == GuestOutcome.Crashed ? Faulted : Passed;
    }

    private sealed class Events : IGuestRunEvents
    {
        private readonly TaskCompletionSource<GuestExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<GuestExit> Exited => _exited.Task;

        public void OnExit(GuestExit exit) => _exited.TrySetResult(exit);
    }
}
