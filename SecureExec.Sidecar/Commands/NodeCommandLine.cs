using SecureExec.Protocol;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Commands;

/// <summary>What a command line of <c>node</c> in the machine runs. Options that would start something this machine has not are refused.</summary>
internal static class NodeCommandLine
{
    private const string VersionProgram = "console.log(process.version)";

    private static readonly string[] s_unavailable =
    [
        "--help", "--test", "--watch", "--run", "--prof-process", "--build-snapshot", "--build-sea", "--completion-bash", "--v8-options",
        "--inspect", "--inspect-brk", "--inspect-wait",
    ];

    /// <summary>Turns arguments into a program, or gives what node would complain of (it then exits with code 9).</summary>
    /// <param name="args">What follows <c>node</c>.</param>
    /// <param name="program">What else is known of it.</param>
    /// <param name="atTerminal">Whether its standard input is a terminal.</param>
    internal static (ProgramConfig? Program, string? Complaint) Parse(IReadOnlyList<string> args, ProgramConfig program, bool atTerminal)
    {
        var options = new List<GivenOption>();
        int end = 0;
        while (end < args.Count && args[end] is ['-', _, ..] and not "--")
        {
            string written = args[end];
            if (NodeOptions.Read(args, ref end) is not { } read) return (null, $"bad option: {written}");
            if (read.Select(Complaint).FirstOrDefault(complaint => complaint is not null) is { } wrong) return (null, wrong);
            options.AddRange(read);
        }
        int rest = end < args.Count && args[end] == "--" ? end + 1 : end;
        return (Choose(options, program with { ExecArgv = [.. args.Take(end)], Args = [.. args.Skip(rest)] }, atTerminal), null);
    }

    private static string? Complaint(GivenOption option) =>
        !option.Negated && s_unavailable.Contains(option.Name) ? $"{option.Name} is not available in this machine" : option.Error;

    private static ProgramConfig Choose(List<GivenOption> options, ProgramConfig program, bool atTerminal)
    {
        bool Has(string name) => options.Exists(option => option.Name == name && !option.Negated);
        if (Has("--version")) return program with { Kind = ProgramKind.Eval, Source = VersionProgram, Args = [] };
        if (options.FindLast(option => option.Name == "--eval")?.Value is { } code) return program with { Kind = Has("--print") ? ProgramKind.Print : ProgramKind.Eval, Source = code };
        if (Has("--check")) return program with { Kind = ProgramKind.Check };
        // As in Node, a program that is read is run, and one that is typed is not waited for.
        if (program.Args is [] && (atTerminal || Has("--interactive"))) return program with { Kind = ProgramKind.Repl };
        return program with { Kind = program.Args is [] or ["-", ..] ? ProgramKind.StandardInput : ProgramKind.File };
    }
}
