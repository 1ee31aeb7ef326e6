using SecureExec.Protocol;

namespace SecureExec.Sidecar.Commands;

/// <summary>
/// The arguments of <c>node</c>, read as its own parser does (<c>src/node_options-inl.h</c>): aliases, <c>--no-</c>, values behind <c>=</c> or as
/// the next argument. Options that would start something this machine has not are refused.
/// </summary>
internal sealed class NodeCommandLine
{
    private const string VersionProgram = "console.log(process.version)";

    private static readonly string[] s_unavailable =
    [
        "--help", "--interactive", "--test", "--watch", "--run", "--prof-process", "--build-snapshot", "--build-sea", "--completion-bash", "--v8-options",
        "--inspect", "--inspect-brk", "--inspect-wait",
    ];

    private readonly LinkedList<Token> _rest;
    private readonly List<string> _execArgv = [];
    private readonly List<string> _options = [];
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);
    private string? _code;

    private NodeCommandLine(IEnumerable<string> args) => _rest = new LinkedList<Token>(args.Select(text => new Token(text, text)));

    /// <summary>An argument, or a part of what an alias among them stands for.</summary>
    private readonly record struct Token(string Text, string Written);

    /// <summary>Turns arguments into a program, or gives what node would complain of (it then exits with code 9).</summary>
    internal static (ProgramConfig? Program, string? Complaint) Parse(IReadOnlyList<string> args, ProgramConfig program)
    {
        var line = new NodeCommandLine(args);
        return line.Options() is { } complaint ? (null, complaint) : (line.Choose(args, program), null);
    }

    private string? Options()
    {
        while (_rest.First is { Value: { Text: ['-', _, ..] } token })
        {
            _rest.RemoveFirst();
            if (token.Text == "--") return null;
            if (Option(token) is { } complaint) return complaint;
        }
        return null;
    }

    private string? Option(Token token)
    {
        string argument = token.Text;
        int equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        string name = equals < 0 ? argument : argument[..equals];
        string? value = equals < 0 ? null : argument[(equals + 1)..];
        if (name.StartsWith("--", StringComparison.Ordinal)) name = "--" + name[2..].Replace('_', '-');
        if (Alias(token, name, value)) return null;
        bool negated = NodeOption.TypeOf(name) is null && name.StartsWith("--no-", StringComparison.Ordinal);
        string full = negated ? "--" + name[5..] : name;
        if (NodeOption.TypeOf(full) is not { } type) return $"bad option: {token.Written}";
        if (Array.IndexOf(s_unavailable, full) >= 0 && !negated) return $"{full} is not available in this machine";
        if (negated && type is not (NodeOptionType.Boolean or NodeOptionType.V8)) return $"{token.Written} is an invalid negation because it is not a boolean option";
        if (type is NodeOptionType.NoOp or NodeOptionType.V8 or NodeOptionType.Boolean)
        {
            if (!negated) _flags.Add(full);
            _options.Add(value is null || type == NodeOptionType.Boolean ? name : $"{name}={value}");
            return null;
        }
        value ??= NextValue();
        if (value is null) return $"{token.Written} requires an argument";
        if (full == "--eval") _code = value;
        else _options.Add($"{full}={value}");
        return null;
    }

    /// <summary>Puts what an alias stands for in front of the rest. An alias may need a value behind <c>=</c>, or an argument after it.</summary>
    private bool Alias(Token token, string name, string? value)
    {
        IReadOnlyList<string>? parts = value is null ? null : NodeOption.Expand(name + "=");
        if (parts is null && value is null && _rest.First is { Value.Text: [not '-', ..] or "" }) parts = NodeOption.Expand(name + " <arg>");
        parts ??= NodeOption.Expand(name);
        if (parts is null || parts[0] == name) return false;
        if (value is not null) _rest.AddFirst(new Token(value, token.Written));
        foreach (string part in parts.Reverse()) _rest.AddFirst(new Token(part, token.Written));
        return true;
    }

    // A value that begins with a dash must be written behind '=' or escaped by a backslash.
    private string? NextValue()
    {
        if (_rest.First is not { Value.Text: var text } || text.StartsWith('-')) return null;
        _rest.RemoveFirst();
        return text.StartsWith("\\-", StringComparison.Ordinal) ? text[1..] : text;
    }

    private ProgramConfig Choose(IReadOnlyList<string> written, ProgramConfig program)
    {
        string[] args = [.. _rest.Select(token => token.Text)];
        _execArgv.AddRange(written.Take(written.Count - args.Length));
        if (_execArgv is [.., "--"]) _execArgv.RemoveAt(_execArgv.Count - 1);
        ProgramConfig common = program with { ExecArgv = _execArgv, NodeOptions = _options, Args = args };
        if (_flags.Contains("--version")) return common with { Kind = ProgramKind.Eval, Source = VersionProgram, Args = [] };
        if (_code is not null) return common with { Kind = _flags.Contains("--print") ? ProgramKind.Print : ProgramKind.Eval, Source = _code };
        if (_flags.Contains("--check")) return common with { Kind = ProgramKind.Check };
        return common with { Kind = args is [] or ["-", ..] ? ProgramKind.StandardInput : ProgramKind.File };
    }
}
