using static SecureExec.Sidecar.Http1.HttpParserState;

namespace SecureExec.Sidecar.Http1;

// A request's URL.
internal sealed partial class HttpMessageParser
{
    private void StepUrl(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case UrlStart:
                if (c is (byte)'/' or (byte)'*')
                    Take(ref at, UrlPath);
                else if (char.IsAsciiLetter((char)c))
                    _state = UrlSchema;
                else
                    FailUrl(ref at, c, "Unexpected start char in url");
                break;
            case UrlSchema:
                if (char.IsAsciiLetter((char)c))
                    at++;
                else if (c == ':')
                    Take(ref at, UrlSchemaSlash);
                else
                    FailUrl(ref at, c, "Unexpected char in url schema");
                break;
            case UrlSchemaSlash:
                if (c == '/')
                    Take(ref at, UrlSchemaSlashSlash);
                else
                    FailUrl(ref at, c, "Unexpected char in url schema");
                break;
            case UrlSchemaSlashSlash:
                if (c == '/')
                    Take(ref at, UrlServer);
                else
                    Fail(HttpError.INVALID_URL, "Unexpected char in url schema");
                break;
            case UrlServer:
            case UrlServerAt:
                if (c is (byte)'/' or (byte)'?')
                    Take(ref at, c == '/' ? UrlPath : UrlQuery);
                else if (HttpCharacters.Server.Contains(c))
                    Take(ref at, UrlServer);
                else if (c == '@' && _state == UrlServer)
                    Take(ref at, UrlServerAt);
                else if (!TryEndUrl(data, ref at, start))
                    Fail(HttpError.INVALID_URL, c == '@' ? "Double @ in url" : "Unexpected char in url server");
                break;
            case UrlPath:
                if (Skip(data, ref at, HttpCharacters.Url))
                    _state = UrlQueryOrFragment;
                break;
            case UrlQueryOrFragment:
                if (c is (byte)'?' or (byte)'#')
                    Take(ref at, c == '?' ? UrlQuery : UrlFragment);
                else if (!TryEndUrl(data, ref at, start))
                    Fail(HttpError.INVALID_URL, "Invalid char in url path");
                break;
            case UrlQuery:
                if (!Skip(data, ref at, HttpCharacters.Url))
                    break;
                if (data[at] is (byte)'?' or (byte)'#')
                    Take(ref at, data[at] == '?' ? UrlQuery : UrlFragment);
                else if (!TryEndUrl(data, ref at, start))
                    Fail(HttpError.INVALID_URL, "Invalid char in url query");
                break;
            case UrlFragment:
                if (!Skip(data, ref at, HttpCharacters.Url))
                    break;
                if (data[at] is (byte)'?' or (byte)'#')
                    at++;
                else if (!TryEndUrl(data, ref at, start))
                    Fail(HttpError.INVALID_URL, "Invalid char in url fragment start");
                break;
            case UrlLf: // no version, as in HTTP/0.9
                if (c == '\n')
                    Take(ref at, UrlEndWithoutVersion);
                else
                    Fail(HttpError.INVALID_URL, "Expected CRLF");
                break;
            default: // UrlEnd, UrlEndWithoutVersion
                if (c is (byte)'\t' or (byte)'\f')
                    FailUrl(ref at, c, "");
                else
                    _state = _state == UrlEnd ? RequestProtocolStart : HeadersStart;
                break;
        }
    }

    // White space is never in a URL; as llhttp has it, it counts as read.
    private void FailUrl(ref int at, byte c, string otherwise)
    {
        var isSpace = c is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)'\f';
        at += isSpace ? 1 : 0;
        Fail(HttpError.INVALID_URL, isSpace ? "Invalid characters in url" : otherwise);
    }

    private bool TryEndUrl(ReadOnlySpan<byte> data, ref int at, int start)
    {
        var c = data[at];
        if (c is (byte)'\t' or (byte)'\f')
        {
            FailUrl(ref at, c, "");
            return true;
        }
        if (c is not ((byte)' ' or (byte)'\r' or (byte)'\n'))
            return false;
        Close(data, at, start);
        at++;
        if (c == ' ')
        {
            _state = UrlEnd;
            return true;
        }
        (Major, Minor) = (0, 9);
        _state = c == '\r' ? UrlLf : UrlEndWithoutVersion;
        return true;
    }
}
