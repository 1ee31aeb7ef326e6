using System.Text;

namespace SecureExec.Sidecar.Shell;

/// <summary>What an interactive shell asks with: PS1 and PS2, with bash's <c>\u</c>, <c>\h</c>, <c>\w</c>, <c>\W</c>, <c>\s</c>, <c>\n</c>, <c>\e</c>, <c>\$</c>, <c>\[</c> and <c>\]</c>.</summary>
internal static class ShellPrompt
{
    private const int MaxName = 4096;

    /// <summary>Its text.</summary>
    public static string Text(ShellInterpreter shell, string variable)
    {
        var text = shell.State.Get(variable) ?? "";
        var shown = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                shown.Append(text[i]);
            else
                shown.Append(Escape(shell, text[++i]));
        }
        return shown.ToString();
    }

    /// <summary>What PS1 is unless it is given.</summary>
    public static string Default(ShellInterpreter shell) => shell.State.IsBash ? "\\s-5.2\\$ " : "\\$ ";

    private static string Escape(ShellInterpreter shell, char letter) => letter switch
    {
        'u' => shell.State.Get("USER") ?? shell.Context.Process.Uid.ToString(),
        'h' => ScriptFile.Read(shell.Context, "/etc/hostname", MaxName) is { Ok: true, Value: var name } ? name.Trim().Split('.')[0] : "localhost",
        'w' => Directory(shell),
        'W' => Directory(shell) is var path && path == "/" ? path : path[(path.LastIndexOf('/') + 1)..],
        's' => shell.Context.Name,
        'n' => "\n",
        'e' => "\e",
        'a' => "\a",
        '$' => shell.Context.Process.Uid == 0 ? "#" : "$",
        '[' or ']' => "",
        _ => letter.ToString(),
    };

    private static string Directory(ShellInterpreter shell)
    {
        var path = shell.State.Get("PWD") ?? "";
        return shell.State.Get("HOME") is { Length: > 1 } home && (path == home || path.StartsWith(home + "/", StringComparison.Ordinal)) ? "~" + path[home.Length..] : path;
    }
}
