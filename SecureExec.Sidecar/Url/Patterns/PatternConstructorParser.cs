namespace SecureExec.Sidecar.Url.Patterns;

/// <summary>From a pattern for a whole URL to patterns for its components (URL Pattern Standard, section 1.6).</summary>
internal sealed class PatternConstructorParser
{
    private readonly string _input;
    private readonly List<PatternToken> _tokens;
    private readonly Func<string, bool> _isSpecial;
    private PatternInit _result = new();
    private State _state = State.Init;
    private int _start;
    private int _index;
    private int _increment;
    private int _groups;
    private int _brackets;
    private bool _special;

    private PatternConstructorParser(string input, Func<string, bool> isSpecial)
    {
        _input = input;
        _isSpecial = isSpecial;
        _tokens = PatternTokenizer.Tokenize(input, lenient: true);
    }

    // In the order of a URL.
    private enum State
    {
        Init,
        Protocol,
        Authority,
        Username,
        Password,
        Hostname,
        Port,
        Pathname,
        Search,
        Hash,
        Done,
    }

    /// <summary>The components' patterns.</summary>
    /// <param name="input">The pattern.</param>
    /// <param name="isSpecial">Whether a protocol's pattern matches a special scheme.</param>
    /// <exception cref="PatternException">The protocol's pattern is not valid.</exception>
    public static PatternInit Parse(string input, Func<string, bool> isSpecial)
    {
        var parser = new PatternConstructorParser(input, isSpecial);
        parser.Run();
        return parser._result.Hostname is not null && parser._result.Port is null ? parser._result with { Port = "" } : parser._result;
    }

    private void Run()
    {
        while (_index < _tokens.Count && _state != State.Done)
        {
            _increment = 1;
            var type = _tokens[_index].Type;
            if (type == PatternTokenType.End)
                End();
            else if (type == PatternTokenType.Open)
                _groups++;
            else if (_groups == 0 || (type == PatternTokenType.Close && --_groups == 0))
                Step();
            _index += _increment;
        }
    }

    private void End()
    {
        switch (_state)
        {
            case State.Init:
                Rewind();
                if (Is('#'))
                    Change(State.Hash, 1);
                else if (IsSearchPrefix())
                    Change(State.Search, 1);
                else
                    Change(State.Pathname, 0);
                break;
            case State.Authority:
                Rewind();
                _state = State.Hostname;
                break;
            default:
                Change(State.Done, 0);
                break;
        }
    }

    private void Step()
    {
        switch (_state)
        {
            case State.Init when Is(':'):
                Rewind();
                _state = State.Protocol;
                break;
            case State.Protocol when Is(':'):
                _special = _isSpecial(Component());
                var slashes = Is('/', 1) && Is('/', 2);
                Change(slashes || _special ? State.Authority : State.Pathname, slashes ? 3 : 1);
                break;
            case State.Authority when Is('@'):
                Rewind();
                _state = State.Username;
                break;
            case State.Authority when Is('/') || IsSearchPrefix() || Is('#'):
                Rewind();
                _state = State.Hostname;
                break;
            case State.Username when Is(':'):
                Change(State.Password, 1);
                break;
            case State.Username or State.Password when Is('@'):
                Change(State.Hostname, 1);
                break;
            case State.Hostname when Is('['):
                _brackets++;
                break;
            case State.Hostname when Is(']'):
                _brackets--;
                break;
            case State.Hostname when Is(':') && _brackets == 0:
                Change(State.Port, 1);
                break;
            case State.Hostname or State.Port when Is('/'):
                Change(State.Pathname, 0);
                break;
            case State.Hostname or State.Port or State.Pathname when IsSearchPrefix():
                Change(State.Search, 1);
                break;
            case State.Hostname or State.Port or State.Pathname or State.Search when Is('#'):
                Change(State.Hash, 1);
                break;
        }
    }

    private void Change(State next, int skip)
    {
        if (_state is not (State.Init or State.Authority or State.Done))
            Set(_state, Component());
        if (_state != State.Init && next != State.Done)
        {
            // What stands before a given component and is not given is empty.
            if (_state <= State.Password && next is State.Port or State.Pathname or State.Search or State.Hash)
                _result = _result with { Hostname = _result.Hostname ?? "" };
            if (_state <= State.Port && next is State.Search or State.Hash)
                _result = _result with { Pathname = _result.Pathname ?? (_special ? "/" : "") };
            if (_state <= State.Pathname && next == State.Hash)
                _result = _result with { Search = _result.Search ?? "" };
        }
        _state = next;
        _index += skip;
        (_start, _increment) = (_index, 0);
    }

    private void Rewind() => (_index, _increment) = (_start, 0);

    private void Set(State component, string value) => _result = component switch
    {
        State.Protocol => _result with { Protocol = value },
        State.Username => _result with { Username = value },
        State.Password => _result with { Password = value },
        State.Hostname => _result with { Hostname = value },
        State.Port => _result with { Port = value },
        State.Pathname => _result with { Pathname = value },
        State.Search => _result with { Search = value },
        _ => _result with { Hash = value },
    };

    private string Component() => _input[Token(_start).Index..Token(_index).Index];

    private PatternToken Token(int index) => index < _tokens.Count ? _tokens[index] : _tokens[^1];

    // A character that stands for itself.
    private bool Is(char c, int ahead = 0) => Token(_index + ahead) is { Type: PatternTokenType.Char or PatternTokenType.EscapedChar or PatternTokenType.InvalidChar } token && Has(token, c);

    // A question mark that is not the modifier of what stands before it.
    private bool IsSearchPrefix() =>
        Is('?') || (Has(Token(_index), '?') && (_index == 0 || Token(_index - 1).Type is not (PatternTokenType.Name or PatternTokenType.Regexp or PatternTokenType.Close or PatternTokenType.Asterisk)));

    private bool Has(PatternToken token, char c) => token.Length == 1 && _input[token.Start] == c;
}
