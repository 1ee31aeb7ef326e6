using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>
/// Loads what the .NET runtime would load at its first use: no file can be opened later. Native code has all of it in itself.
/// </summary>
internal static class RuntimePreload
{
    // Never reached by a worker: the HTTP service's side of this program, and what only it drags in.
    private static readonly string[] s_notNeeded = ["Microsoft.", "OpenTelemetry", "SecureExec.ServiceDefaults", "System.Net", "System.Private.Xml", "System.Private.DataContract", "System.Xml", "System.Data"];

    /// <summary>Loads all assemblies that this program's worker can reach by reference, and touches what is set up on first use.</summary>
    internal static void Run()
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            LoadAssemblies();
            LoadRandomness();
        }
        Bindings.BrotliApi.Load();
        _ = TimeZoneInfo.Local;
        _ = new InvalidOperationException("warm").ToString();
        using var timer = new Timer(static _ => { }, null, 0, Timeout.Infinite);
        Task.Run(static () => Task.Yield()).GetAwaiter().GetResult();
    }

    // On the .NET runtime it is OpenSSL's; native code has the kernel's, see SystemRandomness.
    private static void LoadRandomness()
    {
        if (NativeLibrary.TryLoad("libssl.so.3", out _)) System.Security.Cryptography.RandomNumberGenerator.Fill(stackalloc byte[1]);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Runs on the .NET runtime only, where nothing is trimmed.")]
    private static void LoadAssemblies()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Assembly>([typeof(RuntimePreload).Assembly]);
        while (open.TryPop(out Assembly? assembly))
        {
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
            {
                if (!seen.Add(name.Name!) || Array.Exists(s_notNeeded, start => name.Name!.StartsWith(start, StringComparison.Ordinal))) continue;
                open.Push(Assembly.Load(name));
            }
        }
        // Asked for by no reference, but by the runtime for the text of a stack.
        foreach (string name in (string[])["System.Diagnostics.StackTrace", "System.Reflection.Metadata"]) Assembly.Load(name);
    }
}
