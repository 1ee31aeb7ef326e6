using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>From a component's pattern to its parts (URL Pattern Standard, section 2.1.3).</summary>
internal sealed class PatternParser
{
    private readonly string _input;
    private readonly PatternOptions _options;
    private readonly Func<string, string> _encode;
    private readonly List<PatternToken> _tokens;
    private readonly string _segmentWildcard;
    private readonly List<PatternPart> _parts = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly StringBuilder _pending = new();
    private int _index;
    private int _nextNumber;

    private PatternParser(string input, PatternOptions options, Func<string, string> encode)
    {
        (_input, _options, _encode) = (input, options, encode);
        _tokens = PatternTokenizer.Tokenize(input, lenient: false);
        _segmentWildcard = PatternText.SegmentWildcard(options);
    }

    /// <summary>The parts.</summary>
    /// <param name="input">The pattern.</param>
    /// <param name="options">Those of the component.</param>
    /// <param name="encode">Canonicalizes fixed text as the component does.</param>
    /// <exception cref="PatternException">The pattern is not valid.</exception>
    public static IReadOnlyList<PatternPart> Parse(string input, PatternOptions options, Func<string, string> encode)
    {
        var parser = new PatternParser(input, options, encode);
        parser.Run();
        return parser._parts;
    }

    private void Run()
    {
        while (_index < _tokens.Count)
        {
            var character = Take(PatternTokenType.Char);
            var name = Take(PatternTokenType.Name);
            var matcher = TakeMatcher(name);
            if (name is not null || matcher is not null)
            {
                var prefix = Value(character);
                if (prefix.Length > 0 && prefix != _options.Prefix)
                {
                    _pending.Append(prefix);
                    prefix = "";
                }
                AddPending();
                AddPart(prefix, name, matcher, "", TakeModifier());
                continue;
            }
            if ((character ?? Take(PatternTokenType.EscapedChar)) is { } text)
            {
                _pending.Append(Value(text));
                continue;
            }
            if (Take(PatternTokenType.Open) is not null)
            {
                var prefix = TakeText();
                name = Take(PatternTokenType.Name);
                matcher = TakeMatcher(name);
                var suffix = TakeText();
                Require(PatternTokenType.Close);
                AddPart(prefix, name, matcher, suffix, TakeModifier());
                continue;
            }
            AddPending();
            Require(PatternTokenType.End);
        }
    }

    private PatternToken? Take(PatternTokenType type) => _index < _tokens.Count && _tokens[_index].Type == type ? _tokens[_index++] : null;

    private PatternToken? TakeMatcher(PatternToken? name) => Take(PatternTokenType.Regexp) ?? (name is null ? Take(PatternTokenType.Asterisk) : null);

    private PatternModifier TakeModifier() => Value(Take(PatternTokenType.OtherModifier) ?? Take(PatternTokenType.Asterisk)) switch
    {
        "?" => PatternModifier.Optional,
        "*" => PatternModifier.ZeroOrMore,
        "+" => PatternModifier.OneOrMore,
        _ => PatternModifier.None,
    };

    private string TakeText()
    {
        var text = new StringBuilder();
        while ((Take(PatternTokenType.Char) ?? Take(PatternTokenType.EscapedChar)) is { } token)
            text.Append(Value(token));
        return text.ToString();
    }

    private void Require(PatternTokenType type)
    {
        if (Take(type) is null)
            throw new PatternException();
    }

    private string Value(PatternToken? token) => token is { } given ? _input.Substring(given.Start, given.Length) : "";

    private void AddPending()
    {
        if (_pending.Length == 0)
            return;
        AddFixed(_pending.ToString(), PatternModifier.None);
        _pending.Clear();
    }

    private void AddFixed(string text, PatternModifier modifier) => _parts.Add(new PatternPart(PatternPartType.FixedText, _encode(text), modifier));

    private void AddPart(string prefix, PatternToken? name, PatternToken? matcher, string suffix, PatternModifier modifier)
    {
        if (name is null && matcher is null && modifier == PatternModifier.None)
        {
            _pending.Append(prefix);
            return;
        }
        AddPending();
        if (name is null && matcher is null)
        {
            if (prefix.Length > 0)
                AddFixed(prefix, modifier);
            return;
        }
        var value = matcher switch
        {
            null => _segmentWildcard,
            { Type: PatternTokenType.Asterisk } => PatternText.FullWildcard,
            _ => Value(matcher),
        };
        var type = value == _segmentWildcard ? PatternPartType.SegmentWildcard : value == PatternText.FullWildcard ? PatternPartType.FullWildcard : PatternPartType.Regexp;
        var label = name is not null ? Value(name) : (_nextNumber++).ToString(CultureInfo.InvariantCulture);
        if (!_names.Add(label))
            throw new PatternException();
        _parts.Add(new PatternPart(type, type == PatternPartType.Regexp ? value : "", modifier, label, _encode(prefix), _encode(suffix)));
    }
}
