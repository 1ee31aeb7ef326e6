using System.Text.Json;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Node's command line options: what the pinned binary knows (the archive's <c>facts/options</c>), and how a list of arguments sets them,
/// as Node's own parser does it (<c>src/node_options-inl.h</c>): aliases, <c>--no-</c>, values behind <c>=</c> or as the next argument,
/// underscores for dashes, repeated lists.
/// </summary>
internal static class NodeOptions
{
    private static readonly JsonDocument Document = JsonDocument.Parse(NodeLibrary.Json("facts/options").ToArray());

    private static readonly Dictionary<string, NodeOptionType> Types = Document.RootElement.GetProperty("info").EnumerateArray()
        .ToDictionary(pair => pair[0].GetString()!, pair => (NodeOptionType)pair[1].GetProperty("type").GetInt32(), StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> Aliases = Document.RootElement.GetProperty("aliases").EnumerateArray()
        .ToDictionary(pair => pair[0].GetString()!, pair => pair[1].EnumerateArray().Select(part => part.GetString()!).ToArray(), StringComparer.Ordinal);

    private static readonly HashSet<string> AllowedInVariable = Document.RootElement.GetProperty("info").EnumerateArray()
        .Where(pair => pair[1].GetProperty("envVarSettings").GetInt32() == 0).Select(pair => pair[0].GetString()!).ToHashSet(StringComparer.Ordinal);

    /// <summary>The archive's entry: <c>values</c>, <c>info</c>, <c>aliases</c>, <c>embedder</c>.</summary>
    public static JsonElement Facts => Document.RootElement;

    /// <summary>
    /// Reads the option at <paramref name="index"/> and moves behind it and its value; an alias may give several. Null: it is no option of
    /// Node's. <see cref="GivenOption.Error"/> says what is wrong with a known one; then no further one is read.
    /// </summary>
    public static IReadOnlyList<GivenOption>? Read(IReadOnlyList<string> args, ref int index)
    {
        var rest = new Arguments(args, index);
        var options = new List<GivenOption>();
        do
        {
            if (ReadOne(rest) is not { } option)
                return null;
            options.Add(option);
        }
        // Only --prof-process stands for something with "--" at its end.
        while (rest.HasSynthetic && rest.Peek() != "--" && options[^1].Error is null);
        index = rest.Index;
        return options;
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

    /// <summary>The type of an option by its full name; null when Node has none of that name.</summary>
    public static NodeOptionType? TypeOf(string name) => Types.TryGetValue(name, out var type) ? type : null;

    /// <summary>Whether <c>NODE_OPTIONS</c> may have it.</summary>
    public static bool IsAllowedInVariable(string name) => AllowedInVariable.Contains(name);

    /// <summary>Whether the option is a switch: without a value, and with a <c>--no-</c> form.</summary>
    public static bool IsSwitch(string name) => TypeOf(name) is NodeOptionType.Boolean or NodeOptionType.V8;

    /// <summary>Whether a later value is added to the earlier ones.</summary>
    public static bool IsList(string name) => TypeOf(name) == NodeOptionType.TextList;

    private static GivenOption? ReadOne(Arguments rest)
    {
        var argument = rest.Next();
        var (name, attached) = Split(argument);
        name = Resolve(name, attached != null, rest);
        var negated = TypeOf(name) is null && name.StartsWith("--no-", StringComparison.Ordinal);
        if (negated)
            name = "--" + name[5..];
        if (TypeOf(name) is not { } type)
            return null;
        if (negated)
            return new GivenOption(name, null, Negated: true) { Error = IsSwitch(name) ? null : $"{argument} is an invalid negation because it is not a boolean option" };
        if (type == NodeOptionType.NoOp || IsSwitch(name))
            return new GivenOption(name, attached);
        var value = attached ?? rest.NextValue();
        return new GivenOption(name, value) { Error = string.IsNullOrEmpty(value) && value == attached ? $"{argument} requires an argument" : null };
    }

    // What an alias stands for comes before all else that is left. One may hold only with a value behind '=', or with an argument after it.
    private static string Resolve(string name, bool hasValue, Arguments rest)
    {
        for (; ; )
        {
            string[]? meant = null;
            if (hasValue)
                meant = Aliases.GetValueOrDefault(name + "=");
            else if (rest.HasValue)
                meant = Aliases.GetValueOrDefault(name + " <arg>");
            meant ??= Aliases.GetValueOrDefault(name);
            if (meant is null)
                return name;
            rest.Insert(meant.AsSpan(1));
            if (meant[0] == name)
                return name;
            name = meant[0];
        }
    }

    // As V8's flags, Node's options may be written with underscores.
    private static (string Name, string? Value) Split(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return (argument, null);
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument : argument[..equals];
        return ("--" + name[2..].Replace('_', '-'), equals < 0 ? null : argument[(equals + 1)..]);
    }

    /// <summary>The arguments that are left: first what an alias put there, then those that were written.</summary>
    private sealed class Arguments(IReadOnlyList<string> written, int index)
    {
        private readonly Stack<string> _synthetic = new();

        /// <summary>The first of the written ones that is not read.</summary>
        public int Index { get; private set; } = index;

        public bool HasSynthetic => _synthetic.Count > 0;

        /// <summary>Whether a value comes next. One that begins with a dash must be escaped by a backslash, or stand behind <c>=</c>.</summary>
        public bool HasValue => Peek() is not (null or ['-', ..]);

        public string? Peek() => _synthetic.TryPeek(out var first) ? first : Index < written.Count ? written[Index] : null;

        public string Next() => _synthetic.TryPop(out var first) ? first : written[Index++];

        public string? NextValue()
        {
            if (!HasValue)
                return null;
            var value = Next();
            return value.StartsWith("\\-", StringComparison.Ordinal) ? value[1..] : value;
        }

        public void Insert(ReadOnlySpan<string> parts)
        {
            for (var i = parts.Length - 1; i >= 0; i--)
                _synthetic.Push(parts[i]);
        }
    }
}
