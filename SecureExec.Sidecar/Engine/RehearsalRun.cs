using SecureExec.Kernel;

namespace SecureExec.Sidecar.Engine;

/// <summary>Runs a program of our own in a kernel and an isolate that nobody else ever uses, so that what runs programs has run once.</summary>
internal static class RehearsalRun
{
    private const string Program = "const fs = require('node:fs'); fs.writeFileSync('/tmp/rehearsal', 'text'); console.log(fs.readFileSync('/tmp/rehearsal', 'utf8')); setTimeout(() => {}, 1);";

    /// <summary>Runs it to its end. A failure is told to nobody: the first real run will meet it.</summary>
    public static void Perform(long heapLimitBytes)
    {
        using var kernel = new VirtualKernel(new KernelConfig { Policy = PermissionPolicy.Default, Limits = ResourceLimits.Default });
        var config = new ProcessConfig { Argv = ["node"], Cwd = "/tmp", Stdout = new StreamOutput(_ => { }), Stderr = new StreamOutput(_ => { }) };
        if (kernel.CreateProcess(config).IsError(out var process, out _))
            return;
        var thread = GuestThread.Boot(heapLimitBytes);
        var end = new RunEnd();
        thread.Start(process, new GuestProgram { Kind = EntryKind.EvalCommonJs, Source = Program, HeapLimitBytes = heapLimitBytes }, end);
        _ = end.Exit.GetAwaiter().GetResult();
    }
}
