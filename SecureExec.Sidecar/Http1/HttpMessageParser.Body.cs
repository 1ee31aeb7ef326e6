using static SecureExec.Sidecar.Http1.HttpParserState;

namespace SecureExec.Sidecar.Http1;

// Bodies, and what decides that there is one.
internal sealed partial class HttpMessageParser
{
    private void StepBody(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case HeadersLf:
                if (c == '\n')
                    Take(ref at, HeadersEnd());
                else if (Lets(HttpLenience.OptionalLfAfterCr))
                    _state = HeadersEnd();
                else
                    Fail(HttpError.STRICT, "Expected LF after headers");
                break;
            case HttpParserState.Body:
            case ChunkData:
                if (_span == Span.None)
                    Open(Span.Body, at, ref start);
                var taken = (int)Math.Min((ulong)(data.Length - at), _contentLength);
                at += taken;
                _contentLength -= (ulong)taken;
                if (_contentLength > 0)
                    break;
                _state = _state == ChunkData ? ChunkDataCr : MessageDone;
                Close(data, at, start);
                break;
            case BodyToEnd:
                if (_span == Span.None)
                    Open(Span.Body, at, ref start);
                at = data.Length;
                break;
            case Closed:
                at++;
                if (c is not ((byte)'\r' or (byte)'\n') && !Lets(HttpLenience.DataAfterClose))
                    Fail(HttpError.CLOSED_CONNECTION, "Data after `Connection: close`");
                break;
            default:
                StepChunk(data, ref at, ref start);
                break;
        }
    }

    private void CompleteHeaders()
    {
        Upgrade = Has(Flags.Upgrade) && Has(Flags.ConnectionUpgrade) ? IsRequest || StatusCode == 101 : IsRequest && Method == HttpMethods.Connect;
        _state = AfterHeaders;
        var answer = events.OnHeadersComplete();
        switch (answer)
        {
            case 0:
                break;
            case 1:
                _flags |= Flags.SkipBody;
                break;
            case 2:
                _flags |= Flags.SkipBody;
                Upgrade = true;
                break;
            default:
                Fail(HttpError.CB_HEADERS_COMPLETE, "User callback error");
                break;
        }
    }

    private void ChooseBody()
    {
        var hasBody = Has(Flags.Chunked) || _contentLength > 0;
        if ((Upgrade && ((IsRequest && Method == HttpMethods.Connect) || Has(Flags.SkipBody) || !hasBody)) || (!IsRequest && StatusCode == 101))
        {
            _state = UpgradeAfterHeaders;
            Answer(events.OnMessageComplete(), HttpError.CB_MESSAGE_COMPLETE, "on_message_complete");
        }
        else if ((!IsRequest && (StatusCode is 100 or 102 or 103 or 204 or 304)) || Has(Flags.SkipBody))
        {
            CompleteWithoutBody();
        }
        else if (Has(Flags.Chunked))
        {
            _state = ChunkSizeStart;
        }
        else if (Has(Flags.TransferEncoding))
        {
            if (IsRequest && !Lets(HttpLenience.ChunkedLength) && !Lets(HttpLenience.TransferEncoding))
                Fail(HttpError.INVALID_TRANSFER_ENCODING, "Request has invalid `Transfer-Encoding`");
            else
                ReadToEnd();
        }
        else if (!Has(Flags.ContentLength))
        {
            if (NeedsEnd)
                ReadToEnd();
            else
                CompleteWithoutBody();
        }
        else if (_contentLength == 0)
        {
            CompleteWithoutBody();
        }
        else
        {
            _state = HttpParserState.Body;
        }
    }

    private void CompleteWithoutBody()
    {
        _state = Cleanup;
        Answer(events.OnMessageComplete(), HttpError.CB_MESSAGE_COMPLETE, "on_message_complete");
    }

    private void ReadToEnd()
    {
        _ending = Ending.SafeWithCallback;
        _state = BodyToEnd;
    }
}
