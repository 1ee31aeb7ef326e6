using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The build step that makes <see cref="CodeCache"/>: runs programs that start in each of the usual ways and touch what programs commonly touch, one
/// after the other in isolates of their own, and writes what V8 compiled for them.
/// </summary>
internal static class CodeCacheBuilder
{
    private const long HeapLimitBytes = 256 << 20;
    private const string Small = "console.log('text', { a: [1] }, typeof __return); __return({ a: 1 });";

    private static readonly (EntryKind Kind, string Text)[] Programs =
    [
        (EntryKind.File, "/workspace/warm.mjs"), (EntryKind.File, "/workspace/other.cjs"),
        (EntryKind.EvalModule, $"import fs from 'node:fs'; await null; {Small}"), (EntryKind.EvalCommonJs, $"const path = require('node:path'); {Small}"),
        (EntryKind.Eval, Small), (EntryKind.EvalTypeScriptModule, $"const x: number = 1; {Small}"),
    ];

    /// <summary>Writes the cache to <paramref name="path"/>; gives the process's exit code.</summary>
    public static int Run(string path)
    {
        CodeCache.Recording = true;
        GuestEngine.LoadNative();
        using var kernel = new VirtualKernel(new KernelConfig { Policy = PermissionPolicy.Default, Limits = ResourceLimits.Default });
        kernel.Host.WriteFile("/workspace/warm.mjs", System.Text.Encoding.UTF8.GetBytes(NodeLibrary.Bootstrap("warm")));
        kernel.Host.WriteFile("/workspace/other.cjs", "module.exports = { answer: 42 };"u8.ToArray());
        kernel.Host.WriteFile("/workspace/types.ts", "const answer: number = 42; export default answer;"u8.ToArray());
        foreach (var (kind, text) in Programs)
        {
            if (RunProgram(kernel, kind, text) is not { } failure)
                continue;
            Console.Error.WriteLine($"error SXE005: a warm-up program of the code cache ({kind}) {failure}");
            return 1;
        }
        CodeCache.Write(path);
        return 0;
    }

    // Null: it ran to its end.
    private static string? RunProgram(VirtualKernel kernel, EntryKind kind, string text)
    {
        var stderr = new MemoryStream();
        var isFile = kind == EntryKind.File;
        var config = new ProcessConfig { Argv = isFile ? ["node", text] : ["node"], Cwd = "/workspace", Stderr = new StreamOutput(bytes => stderr.Write(bytes)) };
        if (kernel.CreateProcess(config).IsError(out var process, out var errno))
            return $"could not be made: {errno}.";
        var thread = GuestThread.Boot(HeapLimitBytes);
        thread.AtEnd = Record;
        thread.Booted.GetAwaiter().GetResult();
        var end = new RunEnd();
        var program = new GuestProgram { Kind = kind, Source = isFile ? null : text, WantsValue = !isFile, InputsJson = isFile ? null : "{\"input\":1}", HeapLimitBytes = HeapLimitBytes };
        thread.Start(process, program, end);
        var exit = end.Exit.GetAwaiter().GetResult();
        return exit.ExitCode == 0 ? null : $"ended with {exit.ExitCode}: {System.Text.Encoding.UTF8.GetString(stderr.ToArray())}";
    }

    private static void Record(Realm realm)
    {
        using var handles = new HandleScope(realm.Isolate);
        V8Api.ContextEnter(realm.Context);
        CodeCache.Record(realm);
        V8Api.ContextExit(realm.Context);
    }
}
