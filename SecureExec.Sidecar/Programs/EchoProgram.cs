using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>echo</c>.</summary>
internal static class EchoProgram
{
    public static int Run(NativeContext context) => Run(context, escapes: false);

    /// <summary>Runs it.</summary>
    /// <param name="context">The command.</param>
    /// <param name="escapes">As in dash: escapes always count and only <c>-n</c> is an option; else <c>-e</c> and <c>-E</c> say so.</param>
    public static int Run(NativeContext context, bool escapes)
    {
        bool newLine = true, dash = escapes;
        int first = 1;
        for (; first < context.Argv.Count && context.Argv[first] is ['-', _, ..] option; first++)
        {
            if (dash ? option != "-n" : option.AsSpan(1).IndexOfAnyExcept("neE") >= 0)
                break;
            newLine &= !option.Contains('n', StringComparison.Ordinal);
            escapes = option.LastIndexOf('e') > option.LastIndexOf('E') || (escapes && !option.Contains('E', StringComparison.Ordinal));
        }
        var text = string.Join(' ', context.Argv.Skip(first));
        if (escapes)
        {
            text = ShellText.Unescape(text, out bool stopped, octalNeedsZero: true);
            newLine &= !stopped;
        }
        context.Out.Write(newLine ? text + "\n" : text);
        return 0;
    }
}
