using static SecureExec.Sidecar.Http1.HttpParserState;

namespace SecureExec.Sidecar.Http1;

// Bodies in chunks.
internal sealed partial class HttpMessageParser
{
    private void StepChunk(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case ChunkSizeStart:
            case ChunkSize:
                StepChunkSize(c, ref at);
                break;
            case ChunkSizeEnd:
                if (c is (byte)' ' or (byte)'\t' && Lets(HttpLenience.SpacesAfterChunkSize))
                    at++;
                else if (c is (byte)'\r' or (byte)';')
                    Take(ref at, c == '\r' ? ChunkSizeLf : ChunkExtensions);
                else if (c == '\n')
                    EndChunkLine(ref at, "Missing expected CR after chunk size", consume: true);
                else
                    Fail(HttpError.INVALID_CHUNK_SIZE, "Invalid character in chunk size");
                break;
            case ChunkSizeLf:
                if (c == '\n')
                    Take(ref at, ChunkHeader);
                else if (Lets(HttpLenience.OptionalLfAfterCr))
                    _state = ChunkHeader;
                else
                    Fail(HttpError.STRICT, "Expected LF after chunk size");
                break;
            case ChunkDataCr:
                if (c == '\r')
                {
                    Take(ref at, ChunkDataLf);
                }
                else if (c == '\n')
                {
                    at++;
                    if (Lets(HttpLenience.OptionalCrBeforeLf))
                        _state = ChunkComplete;
                    else
                        Fail(HttpError.CR_EXPECTED, "Missing expected CR after chunk data");
                }
                else if (Lets(HttpLenience.OptionalCrlfAfterChunk))
                {
                    _state = ChunkComplete;
                }
                else
                {
                    Fail(HttpError.STRICT, "Expected LF after chunk data");
                }
                break;
            case ChunkDataLf:
                if (c == '\n')
                    Take(ref at, ChunkComplete);
                else if (Lets(HttpLenience.OptionalCrlfAfterChunk))
                    _state = ChunkComplete;
                else
                    Fail(HttpError.STRICT, "Expected LF after chunk data");
                break;
            default:
                StepExtension(data, ref at, ref start);
                break;
        }
    }

    private void StepChunkSize(byte c, ref int at)
    {
        var digit = HttpCharacters.Hex(c);
        if (digit < 0)
        {
            if (_state == ChunkSizeStart)
                Fail(HttpError.INVALID_CHUNK_SIZE, "Invalid character in chunk size");
            else
                _state = ChunkSizeEnd;
            return;
        }
        at++;
        if (_state == ChunkSizeStart)
            (_contentLength, _state) = (0, ChunkSize);
        if (_contentLength > (ulong.MaxValue >> 4))
            Fail(HttpError.INVALID_CHUNK_SIZE, "Chunk size overflow");
        else
            _contentLength = (_contentLength << 4) | (uint)digit;
    }

    private void StepExtension(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case ChunkExtensions:
                if (c is (byte)' ' or (byte)'\r')
                {
                    at++;
                    Fail(HttpError.STRICT, "Invalid character in chunk extensions");
                    break;
                }
                Open(Span.ChunkExtension, at, ref start);
                _state = ChunkExtensionName;
                break;
            case ChunkExtensionName:
                if (!Skip(data, ref at, HttpCharacters.Token))
                    break;
                c = data[at];
                Close(data, at, start);
                if (c == '=')
                {
                    at++;
                    Open(Span.ChunkExtension, at, ref start);
                    (_state, _matched) = (ChunkExtensionValue, 0);
                }
                else
                {
                    EndExtension(c, ref at, "name");
                }
                break;
            case ChunkExtensionValue:
                if (c == '"')
                {
                    Take(ref at, ChunkExtensionQuoted);
                    break;
                }
                if (!Skip(data, ref at, HttpCharacters.Token) || data[at] == '"')
                    break;
                Close(data, at, start);
                EndExtension(data[at], ref at, "value");
                break;
            case ChunkExtensionQuoted:
                if (!Skip(data, ref at, HttpCharacters.Quoted))
                    break;
                c = data[at];
                if (c == '\\')
                {
                    Take(ref at, ChunkExtensionEscaped);
                    break;
                }
                at++;
                Close(data, at, start);
                _state = ChunkExtensionQuotedEnd;
                if (c != '"')
                    Fail(HttpError.STRICT, "Invalid character in chunk extensions quoted value");
                break;
            case ChunkExtensionEscaped:
                if (HttpCharacters.HeaderValue.Contains(c))
                {
                    Take(ref at, ChunkExtensionQuoted);
                    break;
                }
                at++;
                Close(data, at, start);
                Fail(HttpError.STRICT, "Invalid quoted-pair in chunk extensions quoted value");
                break;
            default: // ChunkExtensionQuotedEnd
                if (c is (byte)';' or (byte)'\r')
                    Take(ref at, c == ';' ? ChunkExtensions : ChunkSizeLf);
                else if (c == '\n')
                    EndChunkLine(ref at, "Missing expected CR after chunk extension value", consume: false);
                else
                    Fail(HttpError.STRICT, "Invalid character in chunk extensions quote value");
                break;
        }
    }

    private void EndExtension(byte c, ref int at, string part)
    {
        if (Error != HttpError.OK)
            return;
        if (c is (byte)';' or (byte)'\r')
        {
            Take(ref at, c == ';' ? ChunkExtensions : ChunkSizeLf);
        }
        else if (c == '\n')
        {
            EndChunkLine(ref at, $"Missing expected CR after chunk extension {part}", consume: false);
        }
        else
        {
            at++;
            Fail(HttpError.STRICT, $"Invalid character in chunk extensions {part}");
        }
    }

    private void EndChunkLine(ref int at, string otherwise, bool consume)
    {
        at += consume ? 1 : 0;
        if (Lets(HttpLenience.OptionalCrBeforeLf))
            _state = ChunkSizeLf;
        else
            Fail(HttpError.CR_EXPECTED, otherwise);
    }
}
