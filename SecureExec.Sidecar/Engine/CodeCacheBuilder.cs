using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>The build step that makes <see cref="CodeCache"/>: runs a program that touches what programs commonly touch, then writes what V8 compiled.</summary>
internal static class CodeCacheBuilder
{
    private const long HeapLimitBytes = 256 << 20;

    /// <summary>Writes the cache to <paramref name="path"/>; gives the process's exit code.</summary>
    public static int Run(string path)
    {
        CodeCache.Recording = true;
        GuestEngine.LoadNative();
        using var kernel = new VirtualKernel(new KernelConfig { Policy = PermissionPolicy.Default, Limits = ResourceLimits.Default });
        kernel.Host.WriteFile("/workspace/warm.mjs", System.Text.Encoding.UTF8.GetBytes(NodeLibrary.Bootstrap("warm")));
        kernel.Host.WriteFile("/workspace/other.cjs", "module.exports = { answer: 42 };"u8.ToArray());
        kernel.Host.WriteFile("/workspace/types.ts", "const answer: number = 42; export default answer;"u8.ToArray());
        var stderr = new MemoryStream();
        var config = new ProcessConfig { Argv = ["node", "/workspace/warm.mjs"], Cwd = "/workspace", Stderr = new StreamOutput(bytes => stderr.Write(bytes)) };
        if (kernel.CreateProcess(config).IsError(out var process, out var errno))
            throw new InvalidOperationException($"The warm-up process could not be made: {errno}.");
        var thread = new GuestThread(HeapLimitBytes) { AtEnd = realm => Write(realm, path) };
        thread.Booted.GetAwaiter().GetResult();
        var end = new End();
        thread.Start(process, new GuestProgram { Kind = EntryKind.File, HeapLimitBytes = HeapLimitBytes }, end);
        var exit = end.Task.GetAwaiter().GetResult();
        if (exit.ExitCode == 0 && File.Exists(path))
            return 0;
        Console.Error.WriteLine($"error SXE005: the warm-up program of the code cache ended with {exit.ExitCode}: {System.Text.Encoding.UTF8.GetString(stderr.ToArray())}");
        return 1;
    }

    private static void Write(Realm realm, string path)
    {
        using var handles = new HandleScope(realm.Isolate);
        V8Api.ContextEnter(realm.Context);
        CodeCache.Write(realm, path);
        V8Api.ContextExit(realm.Context);
    }

    private sealed class End : IGuestRunEvents
    {
        private readonly TaskCompletionSource<GuestExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<GuestExit> Task => _exit.Task;

        public void OnExit(GuestExit exit) => _exit.TrySetResult(exit);
    }
}
