using System.Diagnostics;
using System.Text.Json;
using SecureExec.Protocol;
using SecureExec.Sidecar.Tests.Differential;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Documents;

/// <summary>What the sandbox has, asked of itself.</summary>
/// <param name="Modules">Node's public modules.</param>
/// <param name="Bindings">Node's native bindings.</param>
internal sealed record SupportFacts(IReadOnlyDictionary<string, SupportFacts.Module> Modules, IReadOnlyDictionary<string, SupportFacts.Binding> Bindings)
{
    private const string Folder = "tests/SecureExec.Sidecar.Tests/Documents/", Program = "/workspace/support-facts.js", Parts = "/workspace/parts.json";

    /// <summary>Asks real Node for its parts, and the sandbox which of them it has.</summary>
    internal static async Task<SupportFacts> GatherAsync()
    {
        var files = new Dictionary<string, SeedContent> { [Program] = RepositoryFiles.Read(Folder + "support-facts.js"), [Parts] = await NodePartsAsync() };
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Files = files });
        RunResult result = await runtime.RunAsync(new ProgramConfig { Kind = ProgramKind.File, Args = [Program, Parts], ExecArgv = ["--expose-internals"] }, new RunOptions { WantsValue = false }, CancellationToken.None);
        if (!result.Succeeded) throw new InvalidOperationException($"The facts could not be gathered: {result.Outcome} {result.Stderr}");
        return JsonSerializer.Deserialize<SupportFacts>(result.Stdout, JsonSerializerOptions.Web)!;
    }

    private static async Task<string> NodePartsAsync()
    {
        using Process node = Process.Start(new ProcessStartInfo(RealNode.Binary, ["--expose-internals", "--no-warnings", RepositoryFiles.PathOf(Folder + "node-parts.cjs")]) { RedirectStandardOutput = true })!;
        string parts = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? parts : throw new InvalidOperationException($"Real Node ended with exit code {node.ExitCode}.");
    }

    /// <param name="Error">Why it does not load; null when it does.</param>
    /// <param name="Refused">Absent native functions and classes that its own sources name, as <c>binding.part</c>: a call gives ENOSYS.</param>
    internal sealed record Module(string? Error, IReadOnlyList<string> Refused);

    /// <param name="Parts">Functions and classes it has in Node.</param>
    /// <param name="Refused">Those of them that are absent: a call gives ENOSYS.</param>
    internal sealed record Binding(int Parts, IReadOnlyList<string> Refused);
}
