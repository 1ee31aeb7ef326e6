using System.Diagnostics;
using System.Text;

namespace SecureExec.NodeConformance;

/// <summary>Runs tests on real Node, each with a temporary directory of its own.</summary>
/// <param name="options">What the command line says.</param>
/// <param name="prefix">The command that starts Node, for example in a network of its own.</param>
internal sealed class NodeHost(ConformanceOptions options, IReadOnlyList<string> prefix)
{
    private static readonly TimeSpan s_outputPatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs a test as its author would.</summary>
    internal Task<HostResult> RunAsync(SuiteTest test) => RunAsync(test, temporary => Command(temporary, [.. prefix, options.Node, .. test.Flags, Path.Combine(options.Suite, test.File)]));

    /// <summary>Runs a test with a script preloaded that may write into <paramref name="record"/>. Its streams are files: Node opens a socket of its own on a pipe.</summary>
    internal Task<HostResult> WatchAsync(SuiteTest test, string preload, string record) => RunAsync(test, temporary =>
    {
        ProcessStartInfo start = Command(temporary, ["sh", "-c", "exec \"$@\" </dev/null >\"$0/stdout\" 2>\"$0/stderr\"", temporary, .. prefix, options.Node, .. test.Flags, "--expose-internals", "--require", preload, Path.Combine(options.Suite, test.File)]);
        start.Environment["SECUREEXEC_NEEDS"] = record;
        return start;
    });

    /// <summary>What real Node says it is.</summary>
    internal async Task<string> VersionAsync()
    {
        using Process process = Process.Start(new ProcessStartInfo(options.Node, "--version") { RedirectStandardOutput = true })!;
        string version = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return version.Trim();
    }

    private ProcessStartInfo Command(string temporary, IReadOnlyList<string> command)
    {
        // Node's own runner starts in the repository's root, and some tests name files from there.
        var start = new ProcessStartInfo(command[0]) { WorkingDirectory = Path.GetDirectoryName(options.Suite), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in command.Skip(1)) start.ArgumentList.Add(argument);
        start.Environment["NODE_TEST_DIR"] = temporary;
        start.Environment.Remove("NODE_OPTIONS");
        return start;
    }

    private async Task<HostResult> RunAsync(SuiteTest test, Func<string, ProcessStartInfo> start)
    {
        string temporary = Directory.CreateTempSubdirectory("secureexec-conformance-").FullName;
        var clock = Stopwatch.StartNew();
        try
        {
            using Process process = Process.Start(start(temporary))!;
            process.StandardInput.Close();
            StringBuilder stdout = new(), stderr = new();
            Task output = Task.WhenAll(ReadAsync(process.StandardOutput, stdout), ReadAsync(process.StandardError, stderr));
            using var deadline = new CancellationTokenSource(options.Timeout);
            try
            {
                await process.WaitForExitAsync(deadline.Token);
                // A process that the test has left behind may hold its output open for ever.
                await Task.WhenAny(output, Task.Delay(s_outputPatience));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return HostResult.Late(options.Timeout, clock.ElapsedMilliseconds);
            }
            return HostResult.Of(process.ExitCode, clock.ElapsedMilliseconds, TextOf(stdout), TextOf(stderr));
        }
        finally
        {
            Remove(temporary, test);
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (text) text.Append(buffer, 0, count);
        }
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private static void Remove(string temporary, SuiteTest test)
    {
        try
        {
            Directory.Delete(temporary, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A test may leave processes behind that still write there.
            Console.Error.WriteLine($"{test.File} left {temporary} behind: {exception.Message}");
        }
    }
}
