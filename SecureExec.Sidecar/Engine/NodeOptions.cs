using System.Text.Json;
using SecureExec.Sidecar.Commands;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Node's command line options: what the pinned binary knows (the archive's <c>facts/options</c>), and how a list of arguments sets them,
/// as Node's own parser does it: aliases, <c>--no-</c>, <c>=value</c>, underscores for dashes, repeated lists.
/// </summary>
internal static class NodeOptions
{
    private static readonly JsonDocument Document = JsonDocument.Parse(NodeLibrary.Json("facts/options").ToArray());
    private static readonly HashSet<string> AllowedInVariable = Document.RootElement.GetProperty("info").EnumerateArray()
        .Where(pair => pair[1].GetProperty("envVarSettings").GetInt32() == 0).Select(pair => pair[0].GetString()!).ToHashSet(StringComparer.Ordinal);

    /// <summary>The archive's entry: <c>values</c>, <c>info</c>, <c>aliases</c>, <c>embedder</c>.</summary>
    public static JsonElement Facts => Document.RootElement;

    /// <summary>
    /// Reads the option at <paramref name="index"/> and moves behind it and its value. Null: it is no option of Node's.
    /// <see cref="GivenOption.Error"/> says what is wrong with a known one.
    /// </summary>
    public static IReadOnlyList<GivenOption>? Read(IReadOnlyList<string> args, ref int index)
    {
        var (name, value) = Split(args[index]);
        if ((NodeOption.Expand(value == null ? name : name + "=") ?? NodeOption.Expand(name)) is { } meant && meant[0] != name)
            return ReadAlias(args, ref index, meant, value);
        var negated = false;
        if (NodeOption.TypeOf(name) is null && name.StartsWith("--no-", StringComparison.Ordinal))
            (name, negated) = ("--" + name[5..], true);
        if (NodeOption.TypeOf(name) is not { } type)
            return null;
        index++;
        if (negated)
            return [new GivenOption(name, null, Negated: true) { Error = type is NodeOptionType.Boolean or NodeOptionType.V8 ? null : $"{name} takes a value and cannot be negated" }];
        if (type is NodeOptionType.NoOp or NodeOptionType.V8 or NodeOptionType.Boolean)
            return [new GivenOption(name, value) { Error = value != null && type == NodeOptionType.Boolean ? $"{name} takes no value" : null }];
        if (value == null && index < args.Count && (args[index].Length == 0 || args[index][0] != '-' || args[index].Length == 1))
            value = args[index++];
        return [new GivenOption(name, value) { Error = string.IsNullOrEmpty(value) && value == null ? $"{name} requires an argument" : null }];
    }

    /// <summary>All options that the arguments set; unknown ones are left out.</summary>
    public static IReadOnlyList<GivenOption> ReadAll(IReadOnlyList<string> args)
    {
        var options = new List<GivenOption>();
        for (var i = 0; i < args.Count;)
        {
            if (Read(args, ref i) is { } read)
                options.AddRange(read);
            else
                i++;
        }
        return options;
    }

    /// <summary>What holds for a program: <c>NODE_OPTIONS</c> and the single variables of its environment, then its own arguments.</summary>
    /// <param name="args">The program's own, <c>process.execArgv</c>.</param>
    /// <param name="variable">Reads an environment variable; null: it is not set.</param>
    public static IReadOnlyList<GivenOption> Effective(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var options = new List<GivenOption>();
        if (variable("NODE_PENDING_DEPRECATION") == "1")
            options.Add(new GivenOption("--pending-deprecation", null));
        if (variable("NODE_PRESERVE_SYMLINKS") == "1")
            options.Add(new GivenOption("--preserve-symlinks", null));
        if (variable("NODE_PRESERVE_SYMLINKS_MAIN") == "1")
            options.Add(new GivenOption("--preserve-symlinks-main", null));
        if (variable("NODE_REDIRECT_WARNINGS") is { Length: > 0 } file)
            options.Add(new GivenOption("--redirect-warnings", file));
        if (variable("NODE_OPTIONS") is { Length: > 0 } more)
            options.AddRange(ReadAll(more.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(option => AllowedInVariable.Contains(option.Name)));
        options.AddRange(ReadAll(args));
        if (variable("NODE_NO_WARNINGS") == "1")
            options.Add(new GivenOption("--warnings", null, Negated: true));
        return options;
    }

    /// <summary>Whether a later value is added to the earlier ones.</summary>
    public static bool IsList(string name) => NodeOption.TypeOf(name) == NodeOptionType.TextList;

    private static List<GivenOption> ReadAlias(IReadOnlyList<string> args, ref int index, IReadOnlyList<string> meant, string? value)
    {
        // An alias stands for other arguments; a value belongs to the first of them.
        var expanded = meant.ToList();
        if (value != null)
            expanded.Insert(1, value);
        var position = ++index;
        if (value == null)
            expanded.AddRange(args.Skip(position));
        var options = new List<GivenOption>();
        var at = 0;
        for (var left = meant.Count; at < expanded.Count && left > 0; left--)
        {
            if (Read(expanded, ref at) is not { } read)
                break;
            options.AddRange(read);
        }
        if (value == null)
            index = position + Math.Max(0, at - meant.Count);
        return options;
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 || !argument.StartsWith("--", StringComparison.Ordinal) ? argument : argument[..equals];
        // As V8's flags, Node's options may be written with underscores.
        if (name.StartsWith("--", StringComparison.Ordinal))
            name = "--" + name[2..].Replace('_', '-');
        return (name, equals < 0 || !argument.StartsWith("--", StringComparison.Ordinal) ? null : argument[(equals + 1)..]);
    }
}
