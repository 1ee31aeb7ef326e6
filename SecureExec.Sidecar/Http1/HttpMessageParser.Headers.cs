using static SecureExec.Sidecar.Http1.HttpParserState;

namespace SecureExec.Sidecar.Http1;

// Headers and trailers.
internal sealed partial class HttpMessageParser
{
    private void StepField(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case HeadersStart:
                if (c != ' ')
                    _state = FieldStart;
                else if (Lets(HttpLenience.Headers))
                    Take(ref at, FieldStart);
                else
                    Fail(HttpError.UNEXPECTED_SPACE, "Unexpected space after start line");
                break;
            case FieldStart:
                if (c == '\r')
                {
                    Take(ref at, HeadersLf);
                }
                else if (c == '\n')
                {
                    at++;
                    if (Lets(HttpLenience.OptionalCrBeforeLf))
                        _state = HeadersEnd();
                    else
                        Fail(HttpError.INVALID_HEADER_TOKEN, "Invalid header field char");
                }
                else if (c == ':')
                {
                    Fail(HttpError.INVALID_HEADER_TOKEN, "Invalid header token");
                }
                else
                {
                    _wordLength = 0;
                    Open(Span.Field, at, ref start);
                    _state = Field;
                }
                break;
            case Field:
                StepFieldName(data, ref at, start);
                break;
            default: // FieldSpaces, before the colon
                if (c == ' ')
                    at++;
                else if (c == ':')
                    EndField(data, ref at, start);
                else
                    (_state, _wordLength) = (Field, NameLength);
                break;
        }
    }

    private void StepFieldName(ReadOnlySpan<byte> data, ref int at, int start)
    {
        var from = at;
        var ended = Skip(data, ref at, HttpCharacters.Token);
        for (var i = from; i < at && _wordLength < NameLength; i++)
            _word[_wordLength++] = data[i];
        if (!ended)
            return;
        var c = data[at];
        if (c == ':')
        {
            EndField(data, ref at, start);
        }
        else if (c == ' ' && SpecialOf(_word.AsSpan(0, _wordLength)) != Special.General)
        {
            if (Lets(HttpLenience.Headers))
                _state = FieldSpaces;
            else
                Fail(HttpError.INVALID_HEADER_TOKEN, "Invalid header field char");
        }
        else
        {
            Fail(HttpError.INVALID_HEADER_TOKEN, "Invalid header token");
        }
    }

    private void EndField(ReadOnlySpan<byte> data, ref int at, int start)
    {
        _special = SpecialOf(_word.AsSpan(0, _wordLength));
        Close(data, at, start);
        at++;
        if (Error != HttpError.OK)
            return;
        if (!Lets(HttpLenience.ChunkedLength))
        {
            if (_special == Special.TransferEncoding && Has(Flags.ContentLength))
            {
                Fail(HttpError.INVALID_TRANSFER_ENCODING, "Transfer-Encoding can't be present with Content-Length");
                return;
            }
            if (_special == Special.ContentLength && Has(Flags.TransferEncoding))
            {
                Fail(HttpError.INVALID_CONTENT_LENGTH, "Content-Length can't be present with Transfer-Encoding");
                return;
            }
        }
        _state = ValueDiscardSpace;
    }

    private static Special SpecialOf(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 7 when System.Text.Ascii.EqualsIgnoreCase(name, "upgrade"u8):
                return Special.Upgrade;
            case 10 when System.Text.Ascii.EqualsIgnoreCase(name, "connection"u8):
            case 16 when System.Text.Ascii.EqualsIgnoreCase(name, "proxy-connection"u8):
                return Special.Connection;
            case 14 when System.Text.Ascii.EqualsIgnoreCase(name, "content-length"u8):
                return Special.ContentLength;
            case 17 when System.Text.Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                return Special.TransferEncoding;
            default:
                return Special.General;
        }
    }

    private void StepValue(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case ValueDiscardSpace:
                if (c is (byte)' ' or (byte)'\t')
                {
                    at++;
                }
                else if (c == '\r')
                {
                    Take(ref at, ValueDiscardLf);
                }
                else if (c == '\n')
                {
                    at++;
                    if (Lets(HttpLenience.OptionalCrBeforeLf))
                        _state = ValueDiscardLine;
                    else
                        Fail(HttpError.INVALID_HEADER_TOKEN, "Invalid header value char");
                }
                else
                {
                    Open(Span.Value, at, ref start);
                    _state = ValueStart;
                }
                break;
            case ValueDiscardLf:
                if (c == '\n')
                    Take(ref at, ValueDiscardLine);
                else if (Lets(HttpLenience.Headers))
                    _state = ValueDiscardLine;
                else
                    Fail(HttpError.STRICT, "Expected LF after CR");
                break;
            case ValueDiscardLine:
                if (c is (byte)' ' or (byte)'\t')
                {
                    at++;
                    if (Lets(HttpLenience.Headers))
                        _state = ValueDiscardSpace;
                    else
                        Fail(HttpError.INVALID_HEADER_TOKEN, "Invalid header value char");
                }
                else if (_special is Special.ContentLength or Special.TransferEncoding)
                {
                    if (_special == Special.ContentLength)
                        Fail(HttpError.INVALID_CONTENT_LENGTH, "Empty Content-Length");
                    else
                        Fail(HttpError.INVALID_TRANSFER_ENCODING, "Empty Transfer-Encoding");
                }
                else
                {
                    SetFlags();
                    _state = FieldStart;
                    Emit(Span.Value, []);
                }
                break;
            case ValueStart:
                BeginValue();
                break;
            case Value:
                if (Skip(data, ref at, HttpCharacters.HeaderValue))
                    _state = ValueEnd;
                break;
            case ValueLenient:
                var end = data[at..].IndexOfAny((byte)'\r', (byte)'\n');
                at = end < 0 ? data.Length : at + end;
                if (end >= 0)
                    _state = ValueEnd;
                break;
            case ValueEnd:
                EndValue(data, ref at, start);
                break;
            case ValueLf:
                if (c == '\n')
                    Take(ref at, ValueContinued);
                else
                    Fail(HttpError.LF_EXPECTED, "Missing expected LF after header value");
                break;
            default: // ValueContinued
                if (c is not ((byte)' ' or (byte)'\t'))
                {
                    SetFlags();
                    _state = FieldStart;
                }
                else if (Lets(HttpLenience.Headers))
                {
                    _special = _special == Special.Chunked ? Special.General : _special;
                    Open(Span.Value, at, ref start);
                    _state = ValueStart;
                }
                else
                {
                    Fail(HttpError.INVALID_HEADER_TOKEN, "Unexpected whitespace after header value");
                }
                break;
        }
    }

    private void EndValue(ReadOnlySpan<byte> data, ref int at, int start)
    {
        var c = data[at];
        if (c == '\r')
        {
            Close(data, at, start);
            Take(ref at, ValueLf);
        }
        else if (c == '\n')
        {
            var lenient = Lets(HttpLenience.OptionalCrBeforeLf) || Lets(HttpLenience.Headers) && _matched == Lenient;
            Close(data, at, start);
            _state = ValueLf;
            if (!lenient)
                Fail(HttpError.CR_EXPECTED, "Missing expected CR after header value");
        }
        else if (Lets(HttpLenience.Headers))
        {
            (_state, _matched) = (ValueLenient, Lenient);
        }
        else if (Lets(HttpLenience.HeaderValueRelaxed) && HttpCharacters.IsRelaxed(c))
        {
            Take(ref at, Value);
        }
        else
        {
            Close(data, at, start);
            Fail(HttpError.INVALID_HEADER_TOKEN, "Invalid header value char");
        }
    }

    private HttpParserState HeadersEnd() => Has(Flags.Trailing) ? TrailersDone : HeadersDone;

    private void SetFlags()
    {
        switch (_special)
        {
            case Special.ConnectionKeepAlive:
                (_flags, _special) = (_flags | Flags.KeepAlive, Special.Connection);
                break;
            case Special.ConnectionClose:
                (_flags, _special) = (_flags | Flags.Close, Special.Connection);
                break;
            case Special.ConnectionUpgrade:
                (_flags, _special) = (_flags | Flags.ConnectionUpgrade, Special.Connection);
                break;
            case Special.Chunked:
                _flags |= Flags.Chunked;
                break;
        }
    }
}
