using System.Globalization;
using SecureExec.Abi;
using SecureExec.Kernel.Terminals;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>tty</c> and <c>stty</c>.</summary>
internal static class TerminalPrograms
{
    private static readonly Dictionary<string, Func<Termios, bool, Termios>> s_settings = new(StringComparer.Ordinal)
    {
        ["icrnl"] = (modes, on) => modes with { Input = on ? modes.Input | InputModes.ICRNL : modes.Input & ~InputModes.ICRNL },
        ["inlcr"] = (modes, on) => modes with { Input = on ? modes.Input | InputModes.INLCR : modes.Input & ~InputModes.INLCR },
        ["igncr"] = (modes, on) => modes with { Input = on ? modes.Input | InputModes.IGNCR : modes.Input & ~InputModes.IGNCR },
        ["ixon"] = (modes, on) => modes with { Input = on ? modes.Input | InputModes.IXON : modes.Input & ~InputModes.IXON },
        ["iutf8"] = (modes, on) => modes with { Input = on ? modes.Input | InputModes.IUTF8 : modes.Input & ~InputModes.IUTF8 },
        ["opost"] = (modes, on) => modes with { Output = on ? modes.Output | OutputModes.OPOST : modes.Output & ~OutputModes.OPOST },
        ["onlcr"] = (modes, on) => modes with { Output = on ? modes.Output | OutputModes.ONLCR : modes.Output & ~OutputModes.ONLCR },
        ["isig"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ISIG : modes.Local & ~LocalModes.ISIG },
        ["icanon"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ICANON : modes.Local & ~LocalModes.ICANON },
        ["iexten"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.IEXTEN : modes.Local & ~LocalModes.IEXTEN },
        ["echo"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ECHO : modes.Local & ~LocalModes.ECHO },
        ["echoe"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ECHOE : modes.Local & ~LocalModes.ECHOE },
        ["echok"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ECHOK : modes.Local & ~LocalModes.ECHOK },
        ["echonl"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ECHONL : modes.Local & ~LocalModes.ECHONL },
        ["noflsh"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.NOFLSH : modes.Local & ~LocalModes.NOFLSH },
        ["echoctl"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ECHOCTL : modes.Local & ~LocalModes.ECHOCTL },
        ["echoke"] = (modes, on) => modes with { Local = on ? modes.Local | LocalModes.ECHOKE : modes.Local & ~LocalModes.ECHOKE },
    };

    public static int Tty(NativeContext context)
    {
        bool silent = NativeOptions.Parse(context, "s", "silent=s quiet=s", failure: 2).Has('s');
        bool isTerminal = context.Sys.Terminals.IsTerminal(0);
        if (!silent)
            context.Out.WriteLine(isTerminal ? context.Sys.ReadLink("/proc/self/fd/0") is { Ok: true, Value: var name } ? name : "/dev/tty" : "not a tty");
        return isTerminal ? 0 : 1;
    }

    public static int Stty(NativeContext context)
    {
        var terminals = context.Sys.Terminals;
        if (terminals.GetAttributes(0).IsError(out var modes, out var errno))
            return context.Fail("'standard input'", errno);
        var words = context.Argv.Skip(1).ToList();
        if (words.Count == 0 || words[0] is "-a" or "--all")
            return Show(context, modes);
        if (words[0] is "-g" or "--save")
        {
            context.Out.WriteLine($"{(uint)modes.Input:x}:{(uint)modes.Output:x}:{(uint)modes.Local:x}");
            return 0;
        }
        foreach (var word in words)
        {
            if (word == "size")
            {
                if (terminals.GetWindowSize(0) is { Ok: true, Value: var size })
                    context.Out.WriteLine($"{size.Rows} {size.Columns}");
                continue;
            }
            if (Apply(modes, word) is not { } changed)
                return context.Fail($"invalid argument '{word}'\nTry 'stty --help' for more information.");
            modes = changed;
        }
        errno = terminals.SetAttributes(0, modes).Error;
        return errno == Errno.Success ? 0 : context.Fail("'standard input'", errno);
    }

    private static Termios? Apply(Termios modes, string word) => word switch
    {
        "sane" => Termios.Default,
        "raw" or "-cooked" => modes.Transparent(),
        "cooked" or "-raw" => modes with
        {
            Input = modes.Input | InputModes.ICRNL | InputModes.IXON,
            Output = modes.Output | OutputModes.OPOST,
            Local = modes.Local | LocalModes.ISIG | LocalModes.ICANON,
        },
        ['-', .. var name] when s_settings.TryGetValue(name, out var setting) => setting(modes, false),
        _ when s_settings.TryGetValue(word, out var setting) => setting(modes, true),
        _ => Saved(modes, word),
    };

    // What -g has written.
    private static Termios? Saved(Termios modes, string word)
    {
        var parts = word.Split(':');
        var numbers = new uint[3];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (parts.Length != numbers.Length || !uint.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        return modes with { Input = (InputModes)numbers[0], Output = (OutputModes)numbers[1], Local = (LocalModes)numbers[2] };
    }

    private static int Show(NativeContext context, Termios modes)
    {
        if (context.Sys.Terminals.GetWindowSize(0) is { Ok: true, Value: var size })
            context.Out.WriteLine($"rows {size.Rows}; columns {size.Columns};");
        context.Out.WriteLine(string.Join(' ', s_settings.Select(setting => setting.Value(modes, true) == modes ? setting.Key : "-" + setting.Key)));
        return 0;
    }
}
