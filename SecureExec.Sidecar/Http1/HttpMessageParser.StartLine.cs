using static SecureExec.Sidecar.Http1.HttpParserState;

namespace SecureExec.Sidecar.Http1;

// The first line of a message.
internal sealed partial class HttpMessageParser
{
    private void StepMethod(byte c, ref int at, ref int start)
    {
        switch (_state)
        {
            case HttpParserState.Method:
                if (_wordLength < HttpMethods.MaxLength)
                {
                    _word[_wordLength] = c;
                    if (HttpMethods.IsPrefix(_word.AsSpan(0, _wordLength + 1)))
                    {
                        _wordLength++;
                        at++;
                        break;
                    }
                }
                if (HttpMethods.Find(_word.AsSpan(0, _wordLength)) is >= 0 and var method)
                    (Method, _state) = (method, AfterMethod);
                else
                    Fail(HttpError.INVALID_METHOD, "Invalid method encountered");
                break;
            case AfterMethod:
                if (c == ' ')
                    Take(ref at, SpacesBeforeUrl);
                else
                    Fail(HttpError.INVALID_METHOD, "Expected space after method");
                break;
            default: // SpacesBeforeUrl
                if (c == ' ')
                {
                    at++;
                    break;
                }
                Open(Span.Url, at, ref start);
                _state = Method == HttpMethods.Connect ? UrlServer : UrlStart;
                break;
        }
    }

    // From behind the URL, or the beginning of a response, to the end of the first line.
    private void StepLine(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case RequestProtocolStart:
                if (c == ' ')
                    at++;
                else
                    (_state, _wordLength) = (RequestProtocol, 0);
                break;
            case RequestProtocol:
            case ResponseProtocol:
                StepProtocol(c, ref at);
                break;
            case ProtocolSlash:
                if (c == '/')
                    Take(ref at, VersionMajor);
                else
                    Fail(HttpError.INVALID_CONSTANT, "Expected HTTP/, RTSP/ or ICE/");
                break;
            case VersionMajor:
                if (char.IsAsciiDigit((char)c))
                {
                    Major = c - '0';
                    Take(ref at, VersionDot);
                }
                else
                {
                    Fail(HttpError.INVALID_VERSION, "Invalid major version");
                }
                break;
            case VersionDot:
                if (c == '.')
                    Take(ref at, VersionMinor);
                else
                    Fail(HttpError.INVALID_VERSION, "Expected dot");
                break;
            case VersionMinor:
                StepMinor(c, ref at);
                break;
            case RequestLineEnd:
                if (c == '\r' || (c == '\n' && Lets(HttpLenience.OptionalCrBeforeLf)))
                    Take(ref at, RequestLineLf);
                else
                    Fail(HttpError.INVALID_VERSION, "Expected CRLF after version");
                break;
            case RequestLineLf:
                if (c == '\n')
                    Take(ref at, HeadersStart);
                else if (Lets(HttpLenience.OptionalLfAfterCr))
                    _state = HeadersStart;
                else
                    Fail(HttpError.STRICT, "Expected CRLF after version");
                break;
            case Preface:
                StepPreface(c, ref at);
                break;
            default:
                StepStatus(data, ref at, ref start);
                break;
        }
    }

    private void StepProtocol(byte c, ref int at)
    {
        _word[_wordLength] = c;
        var word = _word.AsSpan(0, _wordLength + 1);
        if (!"HTTP"u8.StartsWith(word) && !"RTSP"u8.StartsWith(word) && !"ICE"u8.StartsWith(word))
        {
            Fail(HttpError.INVALID_CONSTANT, "Expected HTTP/, RTSP/ or ICE/");
            return;
        }
        _wordLength++;
        at++;
        if (_wordLength < (_word[0] == 'I' ? 3 : 4))
            return;
        if (_state == RequestProtocol)
        {
            var (fits, otherwise) = _word[0] switch
            {
                (byte)'H' => (HttpMethods.IsHttp(Method), "Invalid method for HTTP/x.x request"),
                (byte)'R' => (HttpMethods.IsRtsp(Method), "Invalid method for RTSP/x.x request"),
                _ => (Method == HttpMethods.Source, "Expected SOURCE method for ICE/x.x request"),
            };
            if (!fits)
            {
                Fail(HttpError.INVALID_CONSTANT, otherwise);
                return;
            }
        }
        _state = ProtocolSlash;
    }

    private void StepMinor(byte c, ref int at)
    {
        if (!char.IsAsciiDigit((char)c))
        {
            Fail(HttpError.INVALID_VERSION, "Invalid minor version");
            return;
        }
        Minor = c - '0';
        at++;
        if (!Lets(HttpLenience.Version) && (Major, Minor) is not ((0, 9) or (1, 0) or (1, 1) or (2, 0)))
        {
            Fail(HttpError.INVALID_VERSION, "Invalid HTTP version");
            return;
        }
        _matched = 0;
        _state = !IsRequest ? StatusSpace : Method == HttpMethods.Pri ? Preface : RequestLineEnd;
    }

    private void StepPreface(byte c, ref int at)
    {
        var preface = "\r\n\r\nSM\r\n\r\n"u8;
        if (c != preface[_matched])
        {
            Fail(HttpError.INVALID_VERSION, "Expected HTTP/2 Connection Preface");
            return;
        }
        at++;
        if (++_matched == preface.Length)
            Fail(HttpError.PAUSED_H2_UPGRADE, "Pause on PRI/Upgrade");
    }

    private void StepStatus(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case StatusSpace:
                if (c == ' ')
                {
                    (StatusCode, _matched) = (0, 0);
                    Take(ref at, StatusDigit);
                }
                else
                {
                    Fail(HttpError.INVALID_VERSION, "Expected space after version");
                }
                break;
            case StatusDigit:
                if (!char.IsAsciiDigit((char)c))
                {
                    Fail(HttpError.INVALID_STATUS, "Invalid status code");
                    break;
                }
                StatusCode = (StatusCode * 10) + c - '0';
                at++;
                if (++_matched == 3)
                    _state = StatusEnd;
                break;
            case StatusEnd:
                if (c == ' ')
                {
                    at++;
                    Open(Span.Status, at, ref start);
                    _state = HttpParserState.Status;
                }
                else if (c == '\r')
                {
                    Take(ref at, StatusLf);
                }
                else if (c == '\n' && Lets(HttpLenience.OptionalCrBeforeLf))
                {
                    Take(ref at, HeadersStart);
                }
                else
                {
                    Fail(HttpError.INVALID_STATUS, "Invalid response status");
                }
                break;
            case HttpParserState.Status:
                var end = data[at..].IndexOfAny((byte)'\r', (byte)'\n');
                at = end < 0 ? data.Length : at + end;
                if (end < 0)
                    break;
                c = data[at];
                Close(data, at, start);
                at++;
                _state = c == '\r' ? StatusLf : HeadersStart;
                if (c == '\n' && !Lets(HttpLenience.OptionalCrBeforeLf))
                    Fail(HttpError.CR_EXPECTED, "Missing expected CR after response line");
                break;
            default: // StatusLf
                if (c == '\n')
                    Take(ref at, HeadersStart);
                else if (Lets(HttpLenience.OptionalLfAfterCr))
                    _state = HeadersStart;
                else
                    Fail(HttpError.STRICT, "Expected LF after CR");
                break;
        }
    }
}
