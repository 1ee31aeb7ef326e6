using static SecureExec.Sidecar.Http1.HttpParserState;

namespace SecureExec.Sidecar.Http1;

// The values of headers that say where a message ends and what follows it.
internal sealed partial class HttpMessageParser
{
    private void BeginValue()
    {
        _matched = 0;
        switch (_special)
        {
            case Special.Upgrade:
                _flags |= Flags.Upgrade;
                _special = Special.General;
                _state = Value;
                break;
            case Special.TransferEncoding:
                if (Has(Flags.Chunked) && !AllowsAfterChunked())
                    break;
                _flags = (_flags | Flags.TransferEncoding) & ~Flags.Chunked;
                _state = EncodingStart;
                break;
            case Special.ContentLength:
                if (Has(Flags.ContentLength))
                    Fail(HttpError.UNEXPECTED_CONTENT_LENGTH, "Duplicate Content-Length");
                else
                    _state = HttpParserState.Length;
                break;
            case Special.Connection:
                _state = HttpParserState.Connection;
                break;
            default:
                _state = Value;
                break;
        }
    }

    // Once chunked, a request has no other encoding (RFC 9112, 6.1).
    private bool AllowsAfterChunked()
    {
        if (!IsRequest || Lets(HttpLenience.TransferEncoding))
            return true;
        Fail(HttpError.INVALID_TRANSFER_ENCODING, "Invalid `Transfer-Encoding` header value");
        return false;
    }

    private void StepSpecialValue(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case EncodingStart:
                if ((c | 0x20) == "chunked"u8[_matched])
                {
                    at++;
                    if (++_matched == "chunked"u8.Length)
                        _state = EncodingChunkedEnd;
                }
                else
                {
                    _state = EncodingToken;
                }
                break;
            case EncodingChunkedEnd:
                if (c == ' ')
                {
                    at++;
                }
                else if (c is (byte)'\r' or (byte)'\n')
                {
                    (_special, _state, _matched) = (Special.Chunked, ValueEnd, 0);
                }
                else if (c == ',' && !AllowsAfterChunked())
                {
                    Close(data, at, start);
                    at++;
                }
                else
                {
                    (_state, _matched) = (EncodingToken, 0);
                }
                break;
            case EncodingToken:
                if (c == ',')
                    Take(ref at, EncodingSpace);
                else if (Skip(data, ref at, HttpCharacters.ListItem) && data[at] != ',')
                    (_special, _state, _matched) = (Special.General, Value, 0);
                break;
            case EncodingSpace:
                if (c is (byte)' ' or (byte)'\t')
                    at++;
                else
                    (_state, _matched) = (EncodingStart, 0);
                break;
            case HttpParserState.Length:
                StepLength(c, ref at);
                break;
            case LengthSpace:
                if (c is (byte)' ' or (byte)'\t')
                {
                    at++;
                }
                else if (c is (byte)'\r' or (byte)'\n')
                {
                    _flags |= Flags.ContentLength;
                    (_state, _matched) = (ValueEnd, 0);
                }
                else
                {
                    Close(data, at, start);
                    Fail(HttpError.INVALID_CONTENT_LENGTH, "Invalid character in Content-Length");
                }
                break;
            default:
                StepConnection(data, ref at);
                break;
        }
    }

    private void StepLength(byte c, ref int at)
    {
        if (!char.IsAsciiDigit((char)c))
        {
            _state = LengthSpace;
            return;
        }
        at++;
        var digit = (ulong)(c - '0');
        if (_contentLength > (ulong.MaxValue - digit) / 10)
            Fail(HttpError.INVALID_CONTENT_LENGTH, "Content-Length overflow");
        else
            _contentLength = (_contentLength * 10) + digit;
    }

    private void StepConnection(ReadOnlySpan<byte> data, ref int at)
    {
        var c = data[at];
        switch (_state)
        {
            case HttpParserState.Connection:
                if (_matched == 0 && (c is (byte)' ' or (byte)'\t'))
                {
                    at++;
                    break;
                }
                _word[_matched] = (byte)(c is >= (byte)'A' and <= (byte)'Z' ? c | 0x20 : c);
                var word = _word.AsSpan(0, _matched + 1);
                if (!"close"u8.StartsWith(word) && !"upgrade"u8.StartsWith(word) && !"keep-alive"u8.StartsWith(word))
                {
                    _state = ConnectionToken;
                    break;
                }
                at++;
                _matched++;
                var whole = word switch
                {
                    [.., (byte)'e'] when word.SequenceEqual("close"u8) => Special.ConnectionClose,
                    [.., (byte)'e'] when word.SequenceEqual("upgrade"u8) => Special.ConnectionUpgrade,
                    [.., (byte)'e'] when word.SequenceEqual("keep-alive"u8) => Special.ConnectionKeepAlive,
                    _ => Special.General,
                };
                if (whole != Special.General)
                    (_special, _state) = (whole, ConnectionSpace);
                break;
            case ConnectionSpace:
                if (c == ',')
                {
                    SetFlags();
                    _matched = 0;
                    Take(ref at, HttpParserState.Connection);
                }
                else if (c is (byte)' ' or (byte)'\t')
                {
                    at++;
                }
                else if (c is (byte)'\r' or (byte)'\n')
                {
                    (_state, _matched) = (ValueEnd, 0);
                }
                else
                {
                    (_special, _state) = (Special.General, ConnectionToken);
                }
                break;
            default: // ConnectionToken
                if (c == ',')
                {
                    _matched = 0;
                    Take(ref at, HttpParserState.Connection);
                }
                else if (Skip(data, ref at, HttpCharacters.ListItem) && data[at] != ',')
                {
                    (_state, _matched) = (ValueEnd, 0);
                }
                break;
        }
    }
}
