using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>Takes a pattern apart (URL Pattern Standard, section 2.1.2). Positions are in UTF-16 units.</summary>
internal ref struct PatternTokenizer
{
    private readonly string _input;
    private readonly bool _lenient;
    private readonly List<PatternToken> _tokens = [];
    private int _index;
    private int _next;
    private Rune _rune;

    private PatternTokenizer(string input, bool lenient)
    {
        _input = input;
        _lenient = lenient;
    }

    /// <summary>The tokens, the last of which is <see cref="PatternTokenType.End"/>.</summary>
    /// <param name="input">The pattern, well-formed.</param>
    /// <param name="lenient">Whether what is wrong becomes a token of its own.</param>
    /// <exception cref="PatternException">Something is wrong and not taken leniently.</exception>
    public static List<PatternToken> Tokenize(string input, bool lenient)
    {
        var tokenizer = new PatternTokenizer(input, lenient);
        tokenizer.Run();
        return tokenizer._tokens;
    }

    /// <summary>Whether a character may stand in the name of a group.</summary>
    public static bool IsNameCharacter(Rune rune, bool first)
    {
        if (rune.Value is '$' or '_')
            return true;
        // ID_Start and ID_Continue by their definition, with the few characters that Unicode adds for old times' sake.
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber:
                return rune.Value != 0x2E2F; // VERTICAL TILDE is Pattern_Syntax
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation:
                return !first || rune.Value is 0x1885 or 0x1886;
            default:
                return rune.Value is 0x2118 or 0x212E or 0x309B or 0x309C
                    || (!first && rune.Value is 0x200C or 0x200D or 0x00B7 or 0x0387 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x30FB or 0xFF65);
        }
    }

    private void Run()
    {
        while (_index < _input.Length)
        {
            Read(_index);
            switch (_rune.Value)
            {
                case '*':
                    Add(PatternTokenType.Asterisk);
                    break;
                case '+' or '?':
                    Add(PatternTokenType.OtherModifier);
                    break;
                case '\\' when _next == _input.Length:
                    Error(_next, _index);
                    break;
                case '\\':
                    var escaped = _next;
                    Read(escaped);
                    Add(PatternTokenType.EscapedChar, _next, escaped, _next - escaped);
                    break;
                case '{':
                    Add(PatternTokenType.Open);
                    break;
                case '}':
                    Add(PatternTokenType.Close);
                    break;
                case ':':
                    Name();
                    break;
                case '(':
                    Regexp();
                    break;
                default:
                    Add(PatternTokenType.Char);
                    break;
            }
        }
        Add(PatternTokenType.End, _index, _index, 0);
    }

    private void Name()
    {
        var (position, start) = (_next, _next);
        while (position < _input.Length)
        {
            Read(position);
            if (!IsNameCharacter(_rune, position == start))
                break;
            position = _next;
        }
        if (position <= start)
            Error(start, _index);
        else
            Add(PatternTokenType.Name, position, start, position - start);
    }

    private void Regexp()
    {
        var (position, start, depth) = (_next, _next, 1);
        while (position < _input.Length)
        {
            Read(position);
            if (!_rune.IsAscii || (position == start && _rune.Value == '?'))
            {
                Error(start, _index);
                return;
            }
            if (_rune.Value == '\\')
            {
                if (_next == _input.Length || !char.IsAscii(_input[_next]))
                {
                    Error(start, _index);
                    return;
                }
                position = _next + 1;
                continue;
            }
            if (_rune.Value == ')' && --depth == 0)
            {
                position = _next;
                break;
            }
            // Only groups that capture nothing may stand inside: the others would be taken for the pattern's own.
            if (_rune.Value == '(')
            {
                depth++;
                if (_next == _input.Length || _input[_next] != '?')
                {
                    Error(start, _index);
                    return;
                }
            }
            position = _next;
        }
        var length = position - start - 1;
        if (depth != 0 || length <= 0)
            Error(start, _index);
        else
            Add(PatternTokenType.Regexp, position, start, length);
    }

    private void Read(int index)
    {
        Rune.DecodeFromUtf16(_input.AsSpan(index), out _rune, out var consumed);
        _next = index + consumed;
    }

    private void Error(int next, int value)
    {
        if (!_lenient)
            throw new PatternException();
        Add(PatternTokenType.InvalidChar, next, value, next - value);
    }

    private void Add(PatternTokenType type) => Add(type, _next, _index, _next - _index);

    private void Add(PatternTokenType type, int next, int start, int length)
    {
        _tokens.Add(new PatternToken(type, _index, start, length));
        _index = next;
    }
}
