using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>Builtins on variables, options and positional parameters.</summary>
internal static class VariableBuiltins
{
    public static int Export(ShellInterpreter shell, List<string> words)
    {
        if (words.Count > 1 && words[1] == "-n")
            return Change(shell, words, 2, (_, variable) => variable with { Exported = false });
        return Change(shell, words, 1, (_, variable) => variable with { Exported = true }, variable => variable.Exported);
    }

    public static int ReadOnly(ShellInterpreter shell, List<string> words) =>
        Change(shell, words, 1, (_, variable) => variable with { ReadOnly = true }, variable => variable.ReadOnly);

    public static int Local(ShellInterpreter shell, List<string> words)
    {
        if (shell.Locals.Count == 0)
            return shell.State.IsBash ? shell.Fail("local: can only be used in a function", 1) : throw new ShellErrorException("local: not in a function");
        return Declare(shell, words);
    }

    public static int Declare(ShellInterpreter shell, List<string> words)
    {
        bool exported = false, readOnly = false, global = false;
        int first = 1;
        for (; first < words.Count && words[first] is ['-' or '+', _, ..] option; first++)
        {
            if (option.AsSpan(1).IndexOfAny("aA") >= 0)
                throw new ShellErrorException($"{words[0]}: {option}: arrays are not available", 1);
            exported |= option.Contains('x', StringComparison.Ordinal);
            readOnly |= option.Contains('r', StringComparison.Ordinal);
            global |= option.Contains('g', StringComparison.Ordinal);
        }
        foreach (var word in words.Skip(first))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (!ShellParser.IsName(name))
                throw new ShellErrorException($"{words[0]}: {name}: bad variable name");
            var before = shell.State.Find(name);
            if (shell.Locals.Count > 0 && !global && shell.Locals.Peek().TryAdd(name, before))
                shell.State.Put(name, equals < 0 && !shell.State.IsBash ? before : null);
            if (equals >= 0)
                shell.State.Set(name, word[(equals + 1)..]);
            if (exported || readOnly || equals < 0)
                shell.State.Put(name, (shell.State.Find(name) ?? new ShellVariable(null)) is var now ? now with { Exported = now.Exported || exported, ReadOnly = now.ReadOnly || readOnly } : null);
        }
        return 0;
    }

    public static int Unset(ShellInterpreter shell, List<string> words)
    {
        bool functions = false, variables = false;
        foreach (var word in words.Skip(1))
        {
            if (word is "-f" or "-v")
            {
                functions |= word == "-f";
                variables |= word == "-v";
            }
            else if (functions)
                shell.State.Functions.Remove(word);
            else if (shell.State.Find(word) is not null || variables)
                shell.State.Unset(word);
            else if (shell.State.IsBash)
                shell.State.Functions.Remove(word);
        }
        return 0;
    }

    public static int Set(ShellInterpreter shell, List<string> words)
    {
        var state = shell.State;
        if (words.Count == 1)
        {
            foreach (var (name, variable) in state.Variables.OrderBy(v => v.Key, StringComparer.Ordinal))
                shell.Context.WriteAll(1, ShellText.Encode($"{name}={(state.IsBash ? ShellQuoting.Quote(variable.Value ?? "") : ShellQuoting.Always(variable.Value ?? ""))}\n"));
            return 0;
        }
        int i = 1;
        for (; i < words.Count && words[i] is ['-' or '+', ..] word; i++)
        {
            if (word is "--")
            {
                i++;
                state.Positional = [.. words.Skip(i)];
                return 0;
            }
            if (word is "-" or "+")
                break;
            foreach (var letter in word.AsSpan(1))
            {
                ShellOptions? option = ShellOptionNames.Find(letter);
                if (letter == 'o')
                {
                    if (i + 1 >= words.Count)
                    {
                        foreach (var (name, on) in ShellOptionNames.List(state.Options))
                            shell.Context.WriteAll(1, ShellText.Encode($"{name,-15} {(on ? "on" : "off")}\n"));
                        return 0;
                    }
                    option = ShellOptionNames.Find(words[++i]);
                }
                if (option is not { } found)
                    throw new ShellErrorException($"set: Illegal option {word[0]}{letter}{(letter == 'o' ? " " + words[i] : "")}");
                state.Options = word[0] == '-' ? state.Options | found : state.Options & ~found;
            }
        }
        if (i < words.Count)
            state.Positional = [.. words.Skip(i)];
        return 0;
    }

    public static int Let(ShellInterpreter shell, List<string> words)
    {
        long value = 0;
        foreach (var word in words.Skip(1))
            value = ShellArithmetic.Evaluate(word, shell.State);
        return value != 0 ? 0 : 1;
    }

    public static int GetOpts(ShellInterpreter shell, List<string> words)
    {
        if (words.Count < 3)
            return shell.Fail("Usage: getopts optstring var [arg]", 2);
        var (options, name, state) = (words[1], words[2], shell.State);
        IReadOnlyList<string> arguments = words.Count > 3 ? [.. words.Skip(3)] : state.Positional;
        int index = int.TryParse(state.Get("OPTIND"), out int given) && given > 0 ? given : 1;
        // The place in a word of several options is kept beside OPTIND, as in other shells out of sight.
        int offset = state.Get("\u0001OPTOFF") is { } kept && kept.Split(':') is [var at, var of] && of == index.ToString() ? int.Parse(at) : 1;
        void Finish(string letter, string? argument, int next, int nextOffset)
        {
            state.Set(name, letter);
            state.Set("OPTIND", next.ToString());
            state.Put("\u0001OPTOFF", new ShellVariable($"{nextOffset}:{next}"));
            if (argument is null)
                state.Put("OPTARG", null);
            else
                state.Set("OPTARG", argument);
        }
        if (index > arguments.Count || arguments[index - 1] is not ['-', _, ..] word || word == "--")
        {
            Finish("?", null, index <= arguments.Count && arguments[index - 1] == "--" ? index + 1 : index, 1);
            return 1;
        }
        var letter = word[offset];
        bool more = offset + 1 < word.Length;
        var (next, nextOffset) = more ? (index, offset + 1) : (index + 1, 1);
        int found = letter == ':' ? -1 : options.IndexOf(letter, StringComparison.Ordinal);
        bool silent = options is [':', ..];
        if (found < 0)
        {
            if (!silent)
                shell.Context.Complain(state.IsBash ? $"{state.Name}: illegal option -- {letter}\n" : $"Illegal option -{letter}\n");
            Finish("?", silent ? letter.ToString() : null, next, nextOffset);
        }
        else if (found + 1 >= options.Length || options[found + 1] != ':')
            Finish(letter.ToString(), null, next, nextOffset);
        else if (more)
            Finish(letter.ToString(), word[(offset + 1)..], index + 1, 1);
        else if (index < arguments.Count)
            Finish(letter.ToString(), arguments[index], index + 2, 1);
        else
        {
            if (!silent)
                shell.Context.Complain(state.IsBash ? $"{state.Name}: option requires an argument -- {letter}\n" : $"No arg for -{letter} option\n");
            Finish(silent ? ":" : "?", silent ? letter.ToString() : null, index + 1, 1);
        }
        return 0;
    }

    private static int Change(ShellInterpreter shell, List<string> words, int first, Func<string, ShellVariable, ShellVariable> change, Func<ShellVariable, bool>? listed = null)
    {
        var state = shell.State;
        if (words.Count == first || words[first] == "-p")
        {
            foreach (var (name, variable) in state.Variables.Where(v => listed?.Invoke(v.Value) == true && ShellParser.IsName(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                var value = variable.Value is { } text ? "=" + (state.IsBash ? $"\"{text}\"" : ShellQuoting.Always(text)) : "";
                shell.Context.WriteAll(1, ShellText.Encode(state.IsBash ? $"declare -{(words[0] == "export" ? "x" : "r")} {name}{value}\n" : $"{words[0]} {name}{value}\n"));
            }
            return 0;
        }
        foreach (var word in words.Skip(first))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (!ShellParser.IsName(name))
                throw new ShellErrorException(state.IsBash ? $"{words[0]}: `{word}': not a valid identifier" : $"{words[0]}: {name}: bad variable name", state.IsBash ? 1 : 2);
            if (equals >= 0)
                state.Set(name, word[(equals + 1)..]);
            state.Put(name, change(name, state.Find(name) ?? new ShellVariable(null)));
        }
        return 0;
    }
}
