namespace SecureExec.Sidecar.Programs;

/// <summary>A command line by <c>getopt_long(3)</c>: options anywhere before <c>--</c>, the rest are operands.</summary>
internal sealed class NativeOptions
{
    private readonly List<(char Letter, string Value)> _given = [];

    private NativeOptions()
    {
    }

    /// <summary>What is no option.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>The options as they were given.</summary>
    public IReadOnlyList<(char Letter, string Value)> Given => _given;

    /// <summary>Whether an option was given.</summary>
    public bool Has(char letter) => _given.Exists(given => given.Letter == letter);

    /// <summary>The last value of an option; null when it was not given.</summary>
    public string? Value(char letter) => _given.FindLast(given => given.Letter == letter) is { Value: not null } found ? found.Value : null;

    /// <summary>Reads the arguments; a wrong one ends the program.</summary>
    /// <param name="context">The program.</param>
    /// <param name="letters">Letters; a colon behind one that takes a value.</param>
    /// <param name="names">Long names with their letters, for example <c>recursive=r</c>.</param>
    /// <param name="failure">Exit code for a wrong option.</param>
    /// <param name="stopsAtOperand">Options end at the first operand.</param>
    public static NativeOptions Parse(NativeContext context, string letters, string names = "", int failure = 1, bool stopsAtOperand = false)
    {
        var options = new NativeOptions();
        var argv = context.Argv;
        for (int i = 1; i < argv.Count; i++)
        {
            var word = argv[i];
            if (word is not ['-', _, ..])
            {
                options.Operands.Add(word);
                if (stopsAtOperand)
                {
                    options.Operands.AddRange(argv.Skip(i + 1));
                    break;
                }
                continue;
            }
            if (word == "--")
            {
                options.Operands.AddRange(argv.Skip(i + 1));
                break;
            }
            if (word[1] == '-')
                options.ReadLong(context, word, letters, names, ref i, failure);
            else
                options.ReadShort(context, word, letters, ref i, failure);
        }
        return options;
    }

    private void ReadLong(NativeContext context, string word, string letters, string names, ref int i, int failure)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word[2..] : word[2..equals];
        var entry = names.Split(' ').FirstOrDefault(entry => entry.StartsWith(name + "=", StringComparison.Ordinal));
        if (entry is null)
            throw Wrong(context, $"unrecognized option '{word}'", failure);
        var letter = entry[^1];
        int at = letters.IndexOf(letter, StringComparison.Ordinal);
        bool takes = at >= 0 && at + 1 < letters.Length && letters[at + 1] == ':';
        if (takes && equals < 0 && i + 1 >= context.Argv.Count)
            throw Wrong(context, $"option '{word}' requires an argument", failure);
        _given.Add((letter, equals >= 0 ? word[(equals + 1)..] : takes ? context.Argv[++i] : ""));
    }

    private void ReadShort(NativeContext context, string word, string letters, ref int i, int failure)
    {
        for (int k = 1; k < word.Length; k++)
        {
            int at = word[k] == ':' ? -1 : letters.IndexOf(word[k], StringComparison.Ordinal);
            if (at < 0)
                throw Wrong(context, $"invalid option -- '{word[k]}'", failure);
            if (at + 1 >= letters.Length || letters[at + 1] != ':')
            {
                _given.Add((word[k], ""));
                continue;
            }
            if (k + 1 < word.Length)
                _given.Add((word[k], word[(k + 1)..]));
            else if (i + 1 < context.Argv.Count)
                _given.Add((word[k], context.Argv[++i]));
            else
                throw Wrong(context, $"option requires an argument -- '{word[k]}'", failure);
            return;
        }
    }

    private static ProgramExitException Wrong(NativeContext context, string text, int failure)
    {
        context.Fail($"{text}\nTry '{context.Name} --help' for more information.");
        return new ProgramExitException(failure);
    }
}
