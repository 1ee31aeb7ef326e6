using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Shell;

/// <summary>Expands words (POSIX 2.6): tilde, parameters, commands, arithmetic; then fields and pathnames; then quotes go.</summary>
internal sealed class WordExpander(ShellInterpreter shell)
{
    private const char QuotedChar = 'q', LiteralChar = 'l', ExpandedChar = 'x';

    private ShellState State => shell.State;

    /// <summary>The fields of words.</summary>
    public List<string> Fields(IEnumerable<Word> words)
    {
        var fields = new List<string>();
        long size = 0;
        foreach (var word in words)
        {
            foreach (var alternative in State.IsBash ? BraceExpansion.Expand(word, State.Require) : [word])
            {
                int before = fields.Count;
                AddFields(alternative, fields);
                for (int i = before; i < fields.Count; i++)
                    size += 32 + fields[i].Length;
                State.Require(size);
            }
        }
        return fields;
    }

    /// <summary>A word as one text: without splitting and pathnames.</summary>
    public string Text(Word word)
    {
        if (word.Parts.Count == 0)
            return "";
        if (word.Parts is [LiteralPart { Text: var plain } only] && (only.Quoted || plain is not ['~', ..]))
            return plain;
        var fields = new FieldList(State.Require) { Joins = true };
        Expand(word, fields, assigns: true);
        return fields.All is [var single, ..] ? single.Text.ToString() : "";
    }

    /// <summary>A word as a pattern: quoted characters stand for themselves.</summary>
    public string Pattern(Word word)
    {
        var fields = new FieldList(State.Require) { Joins = true };
        Expand(word, fields, assigns: false);
        return fields.All is [var field, ..] ? field.ToPattern() : "";
    }

    private void AddFields(Word word, List<string> result)
    {
        if (word.PlainText is { } plain && plain.AsSpan().IndexOfAny("*?[~\\") < 0)
        {
            result.Add(plain);
            return;
        }
        var fields = new FieldList(State.Require);
        Expand(word, fields, assigns: false);
        var separators = State.Find("IFS") is { } ifs ? ifs.Value ?? "" : " \t\n";
        foreach (var field in fields.All)
        {
            foreach (var split in field.Split(separators))
            {
                if ((State.Options & ShellOptions.NoGlob) == 0 && split.HasMagic())
                {
                    var paths = new PathExpansion(shell.Sys, State.Require).Expand(split.ToPattern());
                    if (paths.Count > 0)
                    {
                        result.AddRange(paths);
                        continue;
                    }
                }
                result.Add(split.Text.ToString());
            }
        }
    }

    private void Expand(Word word, FieldList fields, bool assigns)
    {
        for (int i = 0; i < word.Parts.Count; i++)
        {
            switch (word.Parts[i])
            {
                case LiteralPart literal:
                    var text = literal.Text;
                    if (!literal.Quoted && (i == 0 || assigns))
                        text = Tilde(text, i == 0, assigns, isLast: i == word.Parts.Count - 1, fields);
                    fields.Append(text, literal.Quoted ? QuotedChar : LiteralChar);
                    break;
                case ParameterPart parameter:
                    ExpandParameter(parameter, fields);
                    break;
                case CommandPart command:
                    fields.Append(command.Body is null ? "" : shell.Substitute(command.Body), command.Quoted ? QuotedChar : ExpandedChar);
                    break;
                case ArithmeticPart arithmetic:
                    fields.Append(ShellArithmetic.Evaluate(Text(arithmetic.Expression), State).ToString(CultureInfo.InvariantCulture), arithmetic.Quoted ? QuotedChar : ExpandedChar);
                    break;
            }
        }
    }

    // ~ and ~user at the start, and in assignments after colons.
    private string Tilde(string text, bool atStart, bool assigns, bool isLast, FieldList fields)
    {
        if (!text.Contains('~', StringComparison.Ordinal))
            return text;
        if (atStart && text[0] == '~')
        {
            int end = text.AsSpan().IndexOfAny('/', assigns ? ':' : '/');
            if (end < 0 && isLast)
                end = text.Length;
            if (end > 0 && HomeOf(text[1..end]) is { } home)
            {
                fields.Append(home, QuotedChar);
                text = text[end..];
            }
        }
        if (!assigns || !text.Contains(":~", StringComparison.Ordinal))
            return text;
        var parts = text.Split(':');
        for (int i = 1; i < parts.Length; i++)
        {
            if (parts[i] is ['~', ..] && parts[i].IndexOf('/') is var slash && HomeOf(parts[i][1..(slash < 0 ? parts[i].Length : slash)]) is { } home)
                parts[i] = home + (slash < 0 ? "" : parts[i][slash..]);
        }
        return string.Join(':', parts);
    }

    private string? HomeOf(string user) => user.Length == 0 ? State.Get("HOME") : user == State.Get("USER") ? State.Get("HOME") : user == "root" ? "/root" : null;

    private void ExpandParameter(ParameterPart part, FieldList fields)
    {
        var kind = part.Quoted ? QuotedChar : ExpandedChar;
        if (part.Operator.Length == 0 && part.Name is "@" or "*")
        {
            AppendPositional(part, State.Positional, fields, kind);
            return;
        }
        if (part.Operator == ":" && part.Name is "@" or "*")
        {
            int from = (int)ShellArithmetic.Evaluate(Text(part.Argument!), State);
            long count = part.Second is { } second ? ShellArithmetic.Evaluate(Text(second), State) : int.MaxValue;
            IEnumerable<string> all = [State.Name, .. State.Positional];
            AppendPositional(part, [.. all.Skip(Math.Max(0, from)).Take((int)Math.Clamp(count, 0, int.MaxValue))], fields, kind);
            return;
        }
        var value = shell.Parameter(part.Name);
        switch (part.Operator)
        {
            case "":
                fields.Append(value ?? Unset(part.Name), kind);
                break;
            case "length":
                fields.Append((part.Name is "@" or "*" ? State.Positional.Count : (value ?? Unset(part.Name)).Length).ToString(CultureInfo.InvariantCulture), kind);
                break;
            case "indirect":
                fields.Append(shell.Parameter(value ?? Unset(part.Name)) ?? "", kind);
                break;
            case "-" or ":-" when IsMissing(part, value):
                Append(part.Argument!, part.Quoted, fields);
                break;
            case "+" or ":+":
                if (!IsMissing(part, value))
                    Append(part.Argument!, part.Quoted, fields);
                break;
            case "=" or ":=" when IsMissing(part, value):
                if (!ShellParser.IsName(part.Name))
                    throw new ShellErrorException($"{part.Name}: bad variable name");
                State.Set(part.Name, Text(part.Argument!));
                fields.Append(State.Get(part.Name)!, kind);
                break;
            case "?" or ":?" when IsMissing(part, value):
                var text = Text(part.Argument!);
                throw new ShellErrorException($"{part.Name}: {(text.Length > 0 ? text : part.Operator == ":?" ? "parameter not set or null" : "parameter not set")}");
            case "-" or ":-" or "=" or ":=" or "?" or ":?":
                fields.Append(part.Name is "@" or "*" ? string.Join(' ', State.Positional) : value!, kind);
                break;
            default:
                fields.Append(new ParameterOperations(State.Require).Apply(
                    value ?? Unset(part.Name), part.Operator, () => part.Operator == ":" ? Text(part.Argument!) : Pattern(part.Argument!), () => part.Second is { } second ? Text(second) : null,
                    expression => ShellArithmetic.Evaluate(expression, State)), kind);
                break;
        }
    }

    private void Append(Word word, bool quoted, FieldList fields)
    {
        if (quoted)
            fields.Append(Text(word), QuotedChar);
        else
            Expand(word, fields, assigns: false);
    }

    private bool IsMissing(ParameterPart part, string? value) =>
        part.Name is "@" or "*" ? State.Positional.Count == 0 : value is null || (part.Operator[0] == ':' && value.Length == 0);

    private string Unset(string name)
    {
        if ((State.Options & ShellOptions.NoUnset) != 0 && name is not ("@" or "*"))
            throw new ShellErrorException(State.IsBash ? $"{name}: unbound variable" : $"{name}: parameter not set", State.IsBash ? 1 : 2);
        return "";
    }

    private void AppendPositional(ParameterPart part, IReadOnlyList<string> values, FieldList fields, char kind)
    {
        if (part.Name == "*" && part.Quoted || fields.Joins)
        {
            var separator = part.Name == "*" && State.Find("IFS") is { } ifs ? (ifs.Value is [var first, ..] ? first.ToString() : "") : " ";
            fields.Append(string.Join(separator, values), kind);
            return;
        }
        if (values.Count == 0 && part.Quoted)
            fields.NoteEmptyList();
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0)
                fields.Break();
            fields.Append(values[i], kind);
        }
    }

    /// <summary>The fields that grow.</summary>
    private sealed class FieldList(Action<long> require)
    {
        private readonly List<Field> _fields = [];
        private bool _emptyList;
        private long _size;

        /// <summary>All goes into one field.</summary>
        public bool Joins { get; init; }

        public IReadOnlyList<Field> All => _emptyList && _fields is [{ Text.Length: 0 }] ? [] : _fields;

        public void Append(string text, char kind)
        {
            require(_size += text.Length);
            if (_fields.Count == 0)
                _fields.Add(new Field());
            var field = _fields[^1];
            field.Text.Append(text);
            field.Kinds.Append(kind, text.Length);
            field.IsQuoted |= kind == QuotedChar;
        }

        public void Break()
        {
            require(_size += 32);
            _fields.Add(new Field());
        }

        // "$@" without parameters is no field, even in quotes.
        public void NoteEmptyList() => _emptyList = true;
    }

    /// <summary>A text, and where each character is from.</summary>
    private sealed class Field
    {
        public StringBuilder Text { get; } = new();

        public StringBuilder Kinds { get; } = new();

        /// <summary>A part was quoted: the field stays even when it is empty.</summary>
        public bool IsQuoted { get; set; }

        public bool HasMagic()
        {
            for (int i = 0; i < Text.Length; i++)
            {
                if (Text[i] is '*' or '?' or '[' && Kinds[i] != QuotedChar)
                    return ShellPattern.HasMagic(ToPattern());
            }
            return false;
        }

        public string ToPattern()
        {
            var pattern = new StringBuilder(Text.Length);
            for (int i = 0; i < Text.Length; i++)
            {
                if (Kinds[i] == QuotedChar && Text[i] is '*' or '?' or '[' or ']' or '\\' or '-' or '!')
                    pattern.Append('\\');
                pattern.Append(Text[i]);
            }
            return pattern.ToString();
        }

        public IEnumerable<Field> Split(string separators)
        {
            var (text, kinds) = (Text.ToString(), Kinds.ToString());
            if (!kinds.Contains(ExpandedChar, StringComparison.Ordinal))
            {
                if (text.Length > 0 || IsQuoted)
                    yield return this;
                yield break;
            }
            bool Separates(int i) => kinds[i] == ExpandedChar && separators.Contains(text[i], StringComparison.Ordinal);
            bool IsBlank(int i) => Separates(i) && text[i] is ' ' or '\t' or '\n';
            int at = 0;
            bool any = false;
            while (at < text.Length && IsBlank(at))
                at++;
            while (at < text.Length)
            {
                int start = at;
                while (at < text.Length && !Separates(at))
                    at++;
                any = true;
                yield return Part(text, kinds, start, at);
                while (at < text.Length && IsBlank(at))
                    at++;
                if (at < text.Length && Separates(at))
                {
                    at++;
                    while (at < text.Length && IsBlank(at))
                        at++;
                }
            }
            if (!any && IsQuoted)
                yield return this;
        }

        private static Field Part(string text, string kinds, int start, int end)
        {
            var part = new Field { IsQuoted = true };
            part.Text.Append(text, start, end - start);
            part.Kinds.Append(kinds, start, end - start);
            return part;
        }
    }
}
