using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>
/// The basic URL parser of the URL Standard (section 4.4), state for state.
/// Input is UTF-16; lone surrogates count as U+FFFD.
/// </summary>
internal sealed class UrlParser
{
    private const int EndOfInput = -1;

    private readonly string _input;
    private readonly UrlRecord _url;
    private readonly UrlRecord? _base;
    private readonly bool _hasOverride;
    private readonly UrlParserState _override;
    private readonly StringBuilder _buffer = new();

    private UrlParserState _state;
    private int _pointer;
    private bool _atSignSeen;
    private bool _insideBrackets;
    private bool _passwordTokenSeen;

    private UrlParser(string input, UrlRecord url, UrlRecord? baseUrl, UrlParserState? stateOverride)
    {
        _input = RemoveTabsAndNewlines(input);
        _url = url;
        _base = baseUrl;
        _hasOverride = stateOverride is not null;
        _override = _state = stateOverride ?? UrlParserState.SchemeStart;
    }

    /// <summary>What a state does next with the parser.</summary>
    private enum Step
    {
        Continue,
        Stop,
        Fail,
    }

    /// <summary>Parses text against an optional base; null when it is no valid URL.</summary>
    public static UrlRecord? Parse(string input, UrlRecord? baseUrl)
    {
        var url = new UrlRecord();
        return new UrlParser(TrimControlsAndSpaces(input), url, baseUrl, null).Run() ? url : null;
    }

    /// <summary>Parses text into an existing record from a state on, as the setters do; false when the value is invalid.</summary>
    /// <remarks>A record may have been changed in part when the answer is false.</remarks>
    public static bool ParseInto(UrlRecord url, string input, UrlParserState state)
        => new UrlParser(input, url, null, state).Run();

    private static string TrimControlsAndSpaces(string input)
    {
        int start = 0, end = input.Length;
        while (start < end && input[start] <= ' ')
            start++;
        while (end > start && input[end - 1] <= ' ')
            end--;
        return input[start..end];
    }

    private static string RemoveTabsAndNewlines(string input)
    {
        if (!input.AsSpan().ContainsAny('\t', '\n', '\r'))
            return input;
        var kept = new StringBuilder(input.Length);
        foreach (var c in input)
        {
            if (c is not ('\t' or '\n' or '\r'))
                kept.Append(c);
        }

        return kept.ToString();
    }

    private bool Run()
    {
        for (_pointer = 0; ; _pointer++)
        {
            var c = _pointer < _input.Length ? _input[_pointer] : EndOfInput;
            switch (Dispatch(c))
            {
                case Step.Stop:
                    return true;
                case Step.Fail:
                    return false;
            }

            if (_pointer >= _input.Length)
                return true;
        }
    }

    private Step Dispatch(int c) => _state switch
    {
        UrlParserState.SchemeStart => SchemeStart(c),
        UrlParserState.Scheme => Scheme(c),
        UrlParserState.NoScheme => NoScheme(c),
        UrlParserState.SpecialRelativeOrAuthority => SpecialRelativeOrAuthority(c),
        UrlParserState.PathOrAuthority => PathOrAuthority(c),
        UrlParserState.Relative => Relative(c),
        UrlParserState.RelativeSlash => RelativeSlash(c),
        UrlParserState.SpecialAuthoritySlashes => SpecialAuthoritySlashes(c),
        UrlParserState.SpecialAuthorityIgnoreSlashes => SpecialAuthorityIgnoreSlashes(c),
        UrlParserState.Authority => Authority(c),
        UrlParserState.Host or UrlParserState.Hostname => Host(c),
        UrlParserState.Port => Port(c),
        UrlParserState.File => File(c),
        UrlParserState.FileSlash => FileSlash(c),
        UrlParserState.FileHost => FileHost(c),
        UrlParserState.PathStart => PathStart(c),
        UrlParserState.Path => PathState(),
        UrlParserState.OpaquePath => OpaquePath(),
        UrlParserState.Query => Query(),
        _ => Fragment(),
    };

    private ReadOnlySpan<char> FromPointer => _input.AsSpan(Math.Min(_pointer, _input.Length));

    private bool NextIs(char c) => _pointer + 1 < _input.Length && _input[_pointer + 1] == c;

    private bool EndsAuthority(int c) => c is EndOfInput or '/' or '?' or '#' || (_url.IsSpecial && c == '\\');

    private bool IsPathSlash(int c) => c == '/' || (_url.IsSpecial && c == '\\');

    private Step Go(UrlParserState state)
    {
        _state = state;
        return Step.Continue;
    }

    /// <summary>Goes to a state that looks at the same character again.</summary>
    private Step Reconsume(UrlParserState state)
    {
        _state = state;
        _pointer--;
        return Step.Continue;
    }

    private Step SchemeStart(int c)
    {
        if (c != EndOfInput && char.IsAsciiLetter((char)c))
        {
            _buffer.Append((char)(c | 0x20));
            return Go(UrlParserState.Scheme);
        }

        return _hasOverride ? Step.Fail : Reconsume(UrlParserState.NoScheme);
    }

    private Step Scheme(int c)
    {
        if (c != EndOfInput && (char.IsAsciiLetterOrDigit((char)c) || c is '+' or '-' or '.'))
        {
            _buffer.Append(char.ToLowerInvariant((char)c));
            return Step.Continue;
        }

        if (c == ':')
            return _hasOverride ? ReplaceScheme() : EndOfScheme();
        if (_hasOverride)
            return Step.Fail;
        _buffer.Clear();
        _pointer = -1;
        return Go(UrlParserState.NoScheme);
    }

    private Step ReplaceScheme()
    {
        var scheme = _buffer.ToString();
        var type = UrlSchemes.TypeOf(scheme);
        if (_url.IsSpecial != (type != UrlSchemeType.NotSpecial))
            return Step.Fail;
        if (type == UrlSchemeType.File && (_url.HasCredentials || _url.Port is not null))
            return Step.Fail;
        if (_url.SchemeType == UrlSchemeType.File && string.IsNullOrEmpty(_url.Host))
            return Step.Fail;
        _url.Scheme = scheme;
        if (_url.Port == UrlSchemes.DefaultPort(type))
            _url.Port = null;
        return Step.Stop;
    }

    private Step EndOfScheme()
    {
        _url.Scheme = _buffer.ToString();
        _buffer.Clear();
        if (_url.SchemeType == UrlSchemeType.File)
            return Go(UrlParserState.File);
        if (_url.IsSpecial)
        {
            return Go(_base is not null && _base.Scheme == _url.Scheme
                ? UrlParserState.SpecialRelativeOrAuthority
                : UrlParserState.SpecialAuthoritySlashes);
        }

        if (NextIs('/'))
        {
            _pointer++;
            return Go(UrlParserState.PathOrAuthority);
        }

        _url.OpaquePath = "";
        return Go(UrlParserState.OpaquePath);
    }

    private Step NoScheme(int c)
    {
        if (_base is null || (_base.OpaquePath is not null && c != '#'))
            return Step.Fail;
        if (_base.OpaquePath is null)
            return Reconsume(_base.SchemeType == UrlSchemeType.File ? UrlParserState.File : UrlParserState.Relative);
        _url.Scheme = _base.Scheme;
        _url.OpaquePath = _base.OpaquePath;
        _url.Query = _base.Query;
        return Go(UrlParserState.Fragment);
    }

    private Step SpecialRelativeOrAuthority(int c)
    {
        if (c != '/' || !NextIs('/'))
            return Reconsume(UrlParserState.Relative);
        _pointer++;
        return Go(UrlParserState.SpecialAuthorityIgnoreSlashes);
    }

    private Step PathOrAuthority(int c)
        => c == '/' ? Go(UrlParserState.Authority) : Reconsume(UrlParserState.Path);

    private Step Relative(int c)
    {
        _url.Scheme = _base!.Scheme;
        if (IsPathSlash(c))
            return Go(UrlParserState.RelativeSlash);
        CopyAuthority(_base);
        return CopyPath(_base, c) ?? Reconsume(UrlParserState.Path);
    }

    /// <summary>Takes path and query of the base, then goes on at <c>?</c>, <c>#</c> or the end; null when a path follows.</summary>
    private Step? CopyPath(UrlRecord baseUrl, int c)
    {
        _url.Path = [.. baseUrl.Path];
        _url.Query = baseUrl.Query;
        switch (c)
        {
            case '?':
                return Go(UrlParserState.Query);
            case '#':
                return Go(UrlParserState.Fragment);
            case EndOfInput:
                return Step.Continue;
            default:
                _url.Query = null;
                if (_url.SchemeType != UrlSchemeType.File || !WindowsDrive.StartsWithLetter(FromPointer))
                    _url.ShortenPath();
                else
                    _url.Path.Clear();
                return null;
        }
    }

    private void CopyAuthority(UrlRecord from)
    {
        _url.Username = from.Username;
        _url.Password = from.Password;
        _url.Host = from.Host;
        _url.Port = from.Port;
    }

    private Step RelativeSlash(int c)
    {
        if (_url.IsSpecial && (c is '/' or '\\'))
            return Go(UrlParserState.SpecialAuthorityIgnoreSlashes);
        if (c == '/')
            return Go(UrlParserState.Authority);
        CopyAuthority(_base!);
        return Reconsume(UrlParserState.Path);
    }

    private Step SpecialAuthoritySlashes(int c)
    {
        if (c != '/' || !NextIs('/'))
            return Reconsume(UrlParserState.SpecialAuthorityIgnoreSlashes);
        _pointer++;
        return Go(UrlParserState.SpecialAuthorityIgnoreSlashes);
    }

    private Step SpecialAuthorityIgnoreSlashes(int c)
        => c is '/' or '\\' ? Step.Continue : Reconsume(UrlParserState.Authority);

    private Step Authority(int c)
    {
        if (c == '@')
        {
            TakeCredentials();
            return Step.Continue;
        }

        if (!EndsAuthority(c))
        {
            _buffer.Append((char)c);
            return Step.Continue;
        }

        if (_atSignSeen && _buffer.Length == 0)
            return Step.Fail;
        _pointer -= _buffer.Length + 1;
        _buffer.Clear();
        return Go(UrlParserState.Host);
    }

    private void TakeCredentials()
    {
        var text = (_atSignSeen ? "%40" : "") + _buffer;
        _buffer.Clear();
        _atSignSeen = true;
        if (!_passwordTokenSeen)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            _url.Username += PercentEncodeSet.UserInfo.Encode(colon < 0 ? text : text[..colon]);
            if (colon < 0)
                return;
            _passwordTokenSeen = true;
            text = text[(colon + 1)..];
        }

        _url.Password += PercentEncodeSet.UserInfo.Encode(text);
    }

    private Step Host(int c)
    {
        if (_hasOverride && _url.SchemeType == UrlSchemeType.File)
            return Reconsume(UrlParserState.FileHost);
        if (c == ':' && !_insideBrackets)
        {
            if (_buffer.Length == 0 || (_hasOverride && _override == UrlParserState.Hostname) || !TakeHost())
                return Step.Fail;
            return Go(UrlParserState.Port);
        }

        if (EndsAuthority(c))
        {
            if (_buffer.Length == 0 && (_url.IsSpecial || (_hasOverride && (_url.HasCredentials || _url.Port is not null))))
                return Step.Fail;
            if (!TakeHost())
                return Step.Fail;
            return _hasOverride ? Step.Stop : Reconsume(UrlParserState.PathStart);
        }

        _insideBrackets = c switch { '[' => true, ']' => false, _ => _insideBrackets };
        _buffer.Append((char)c);
        return Step.Continue;
    }

    private bool TakeHost()
    {
        var host = HostParser.Parse(_buffer.ToString(), !_url.IsSpecial);
        _buffer.Clear();
        if (host is null)
            return false;
        _url.Host = host;
        return true;
    }

    private Step Port(int c)
    {
        if (c != EndOfInput && char.IsAsciiDigit((char)c))
        {
            _buffer.Append((char)c);
            return Step.Continue;
        }

        if (!EndsAuthority(c) && !_hasOverride)
            return Step.Fail;
        if (_buffer.Length != 0)
        {
            var port = 0;
            for (var i = 0; i < _buffer.Length; i++)
            {
                port = (port * 10) + _buffer[i] - '0';
                if (port > ushort.MaxValue)
                    return FailPort();
            }

            _url.Port = port == UrlSchemes.DefaultPort(_url.SchemeType) ? null : port;
            _buffer.Clear();
            if (_hasOverride)
                return Step.Stop;
        }

        return _hasOverride ? FailPort() : Reconsume(UrlParserState.PathStart);
    }

    /// <summary>A bad port is no failure of the host setter, which has set the host by now.</summary>
    private Step FailPort() => _hasOverride && _override == UrlParserState.Host ? Step.Stop : Step.Fail;

    private Step File(int c)
    {
        _url.Scheme = "file";
        _url.Host = "";
        if (c is '/' or '\\')
            return Go(UrlParserState.FileSlash);
        if (_base is not { SchemeType: UrlSchemeType.File })
            return Reconsume(UrlParserState.Path);
        _url.Host = _base.Host;
        return CopyPath(_base, c) ?? Reconsume(UrlParserState.Path);
    }

    private Step FileSlash(int c)
    {
        if (c is '/' or '\\')
            return Go(UrlParserState.FileHost);
        if (_base is { SchemeType: UrlSchemeType.File })
        {
            _url.Host = _base.Host;
            if (!WindowsDrive.StartsWithLetter(FromPointer) && _base.Path.Count != 0 && WindowsDrive.IsNormalizedLetter(_base.Path[0]))
                _url.Path.Add(_base.Path[0]);
        }

        return Reconsume(UrlParserState.Path);
    }

    private Step FileHost(int c)
    {
        if (c is not (EndOfInput or '/' or '\\' or '?' or '#'))
        {
            _buffer.Append((char)c);
            return Step.Continue;
        }

        if (!_hasOverride && _buffer.Length == 2 && WindowsDrive.IsLetter(_buffer.ToString()))
            return Reconsume(UrlParserState.Path);
        if (_buffer.Length == 0)
        {
            _url.Host = "";
            return _hasOverride ? Step.Stop : Reconsume(UrlParserState.PathStart);
        }

        if (!TakeHost())
            return Step.Fail;
        if (_url.Host == "localhost")
            _url.Host = "";
        return _hasOverride ? Step.Stop : Reconsume(UrlParserState.PathStart);
    }

    private Step PathStart(int c)
    {
        if (_url.IsSpecial)
            return c is '/' or '\\' ? Go(UrlParserState.Path) : Reconsume(UrlParserState.Path);
        switch (c)
        {
            case '?' when !_hasOverride:
                return Go(UrlParserState.Query);
            case '#' when !_hasOverride:
                return Go(UrlParserState.Fragment);
            case '/':
                return Go(UrlParserState.Path);
            case EndOfInput:
                if (_hasOverride && _url.Host is null)
                    _url.Path.Add("");
                return Step.Continue;
            default:
                return Reconsume(UrlParserState.Path);
        }
    }

    /// <summary>Takes one whole segment: up to a slash, the query, the fragment or the end.</summary>
    private Step PathState()
    {
        var end = _pointer;
        while (end < _input.Length && !IsPathSlash(_input[end]) && (_hasOverride || _input[end] is not ('?' or '#')))
            end++;
        PercentEncodeSet.Path.Append(_buffer, _input.AsSpan(_pointer, end - _pointer));
        _pointer = end;
        var c = end < _input.Length ? _input[end] : EndOfInput;
        TakeSegment(IsPathSlash(c));
        return c switch
        {
            '?' => Go(UrlParserState.Query),
            '#' => Go(UrlParserState.Fragment),
            _ => Step.Continue,
        };
    }

    private void TakeSegment(bool slashFollows)
    {
        var segment = _buffer.ToString();
        _buffer.Clear();
        switch (DotSegment.CountDots(segment))
        {
            case 2:
                _url.ShortenPath();
                if (!slashFollows)
                    _url.Path.Add("");
                break;
            case 1:
                if (!slashFollows)
                    _url.Path.Add("");
                break;
            default:
                if (_url.SchemeType == UrlSchemeType.File && _url.Path.Count == 0 && WindowsDrive.IsLetter(segment))
                    segment = segment[0] + ":";
                _url.Path.Add(segment);
                break;
        }
    }

    private Step OpaquePath()
    {
        var rest = FromPointer;
        var end = rest.IndexOfAny('?', '#');
        var path = end < 0 ? rest : rest[..end];
        var output = new StringBuilder(path.Length);
        var lastIsSpace = end >= 0 && path.EndsWith(' ');
        PercentEncodeSet.C0Control.Append(output, lastIsSpace ? path[..^1] : path);
        if (lastIsSpace)
            output.Append("%20");
        _url.OpaquePath = output.ToString();
        _pointer += path.Length;
        if (end < 0)
            return Step.Continue;
        return Go(rest[end] == '?' ? UrlParserState.Query : UrlParserState.Fragment);
    }

    private Step Query()
    {
        var rest = FromPointer;
        var end = _hasOverride ? -1 : rest.IndexOf('#');
        var query = end < 0 ? rest : rest[..end];
        var output = new StringBuilder(query.Length);
        (_url.IsSpecial ? PercentEncodeSet.SpecialQuery : PercentEncodeSet.Query).Append(output, query);
        _url.Query = output.ToString();
        _pointer += query.Length;
        return end < 0 ? Step.Continue : Go(UrlParserState.Fragment);
    }

    private Step Fragment()
    {
        _url.Fragment = PercentEncodeSet.Fragment.Encode(FromPointer.ToString());
        _pointer = _input.Length;
        return Step.Continue;
    }
}
