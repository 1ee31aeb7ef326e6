using System.Diagnostics;
using System.Text;

namespace SecureExec.Sidecar.Tests.CommandLine;

/// <summary>The command line at a terminal of the host, which <c>script(1)</c> makes.</summary>
public sealed class HostTerminalTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Program_AtATerminal_HasOne()
    {
        (string shown, int exitCode) = await RunAsync("-e 'const { stdin, stdout, stderr } = process; stdout.write(String([stdin.isTTY, stdout.isTTY, stderr.isTTY])); process.exit(7)'");
        Assert.Equal("true,true,true", shown);
        Assert.Equal(7, exitCode);
    }

    [Theory]
    [InlineData("--no-terminal -p process.stdout.isTTY", "undefined")]
    [InlineData("--terminal -p process.stdout.isTTY | cat", "--terminal needs standard input, output and error to be a terminal.")]
    public async Task Program_WithoutATerminal_HasNone(string arguments, string expected) =>
        Assert.Contains(expected, (await RunAsync(arguments)).Shown, StringComparison.Ordinal);

    [Fact]
    public async Task NoProgram_AtATerminal_IsARepl()
    {
        (string shown, int exitCode) = await RunAsync("", ("> ", "'an' + 'swer'\r"), ("'answer'", ".exit\r"));
        Assert.Contains("Type \".help\" for more information.", shown, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Shell_Interrupted_GoesOn()
    {
        (string shown, int exitCode) = await RunAsync("--command sh", ("$ ", "sleep 1000\r"), ("sleep 1000\r\n", "\u0003"), ("^C", "echo be''low; exit 5\r"));
        Assert.Contains("below\r\n", shown, StringComparison.Ordinal);
        Assert.Equal(5, exitCode);
    }

    /// <summary>Runs it, types an answer each time that a text is shown, and gives all that was shown.</summary>
    private static async Task<(string Shown, int ExitCode)> RunAsync(string arguments, params (string Seen, string Typed)[] dialogue)
    {
        string command = $"\"{Path.Combine(AppContext.BaseDirectory, "SecureExec.Sidecar")}\" run {arguments}";
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(s_patience);
        var shown = new StringBuilder();
        var buffer = new byte[4096];
        int from = 0, turn = 0;
        while (await process.StandardOutput.BaseStream.ReadAsync(buffer, patience.Token) is > 0 and var count)
        {
            shown.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (turn == dialogue.Length || shown.ToString().IndexOf(dialogue[turn].Seen, from, StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            from = at + dialogue[turn].Seen.Length;
            await process.StandardInput.WriteAsync(dialogue[turn++].Typed.AsMemory(), patience.Token);
            await process.StandardInput.FlushAsync(patience.Token);
        }
        await process.WaitForExitAsync(patience.Token);
        return (shown.ToString(), process.ExitCode);
    }
}
