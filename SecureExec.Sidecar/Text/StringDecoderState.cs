namespace SecureExec.Sidecar.Text;

/// <summary>
/// The state machine of <c>string_decoder</c> over the seven bytes that its JavaScript holds: four bytes of an incomplete
/// character, the number missing, the number buffered, the encoding. The guest can write anything into them.
/// </summary>
internal readonly ref struct StringDecoderState
{
    /// <summary>Where the bytes of the incomplete character start (<c>kIncompleteCharactersStart</c>).</summary>
    public const int IncompleteStart = 0;

    /// <summary>Where they end (<c>kIncompleteCharactersEnd</c>).</summary>
    public const int IncompleteEnd = 4;

    /// <summary>Where the number of missing bytes stands (<c>kMissingBytes</c>).</summary>
    public const int MissingField = 4;

    /// <summary>Where the number of buffered bytes stands (<c>kBufferedBytes</c>).</summary>
    public const int BufferedField = 5;

    /// <summary>Where the encoding stands (<c>kEncodingField</c>).</summary>
    public const int EncodingField = 6;

    /// <summary>The number of fields (<c>kNumFields</c>, <c>kSize</c>).</summary>
    public const int Size = 7;

    private readonly Span<byte> _state;

    private StringDecoderState(Span<byte> state) => _state = state;

    private byte Missing
    {
        get => _state[MissingField];
        set => _state[MissingField] = value;
    }

    private byte Buffered
    {
        get => _state[BufferedField];
        set => _state[BufferedField] = value;
    }

    private NodeEncoding Encoding => (NodeEncoding)_state[EncodingField];

    private ReadOnlySpan<byte> Incomplete => _state[..Buffered];

    /// <summary>Whether bytes are a state that this machine can have made.</summary>
    public static bool IsValid(ReadOnlySpan<byte> state)
        => state.Length >= Size && state[MissingField] + state[BufferedField] <= IncompleteEnd
            && state[EncodingField] <= (byte)NodeEncoding.Base64Url;

    /// <summary>Decodes a chunk; bytes of a character that goes on in the next one stay in the state.</summary>
    public static string Decode(Span<byte> state, ReadOnlySpan<byte> data) => new StringDecoderState(state).Decode(data);

    /// <summary>The text of what was left incomplete.</summary>
    public static string Flush(Span<byte> state) => new StringDecoderState(state).Flush();

    private string Decode(ReadOnlySpan<byte> data)
    {
        if (Encoding is not (NodeEncoding.Utf8 or NodeEncoding.Utf16Le or NodeEncoding.Base64 or NodeEncoding.Base64Url))
            return StringBytes.Decode(data, Encoding);
        var prefix = Missing > 0 ? Complete(ref data) : "";
        if (data.IsEmpty)
            return prefix;
        HoldBack(data);
        var now = data[..^Buffered];
        data[now.Length..].CopyTo(_state);
        return prefix + StringBytes.Decode(now, Encoding);
    }

    private string Flush()
    {
        // Half a UTF-16 unit has no text.
        if (Encoding == NodeEncoding.Utf16Le && Buffered % 2 == 1)
            Buffered--;
        var text = StringBytes.Decode(Incomplete, Encoding);
        Missing = Buffered = 0;
        return text;
    }

    /// <summary>Takes the missing bytes from a chunk; the text of the character when it is complete or broken off.</summary>
    private string Complete(ref ReadOnlySpan<byte> data)
    {
        var wanted = Math.Min(data.Length, Missing);
        if (Encoding == NodeEncoding.Utf8)
        {
            for (var i = 0; i < wanted; i++)
            {
                if ((data[i] & 0xC0) == 0x80)
                    continue;
                // The character breaks off here; its bytes are decoded as they are.
                Missing = (byte)i;
                wanted = i;
            }
        }

        data[..wanted].CopyTo(_state[Buffered..IncompleteEnd]);
        data = data[wanted..];
        Missing -= (byte)wanted;
        Buffered += (byte)wanted;
        if (Missing > 0)
            return "";
        var text = StringBytes.Decode(Incomplete, Encoding);
        Buffered = 0;
        return text;
    }

    /// <summary>Notes how many bytes at the end of a chunk belong to a character that is not complete.</summary>
    private void HoldBack(ReadOnlySpan<byte> data)
    {
        Missing = Buffered = 0;
        switch (Encoding)
        {
            case NodeEncoding.Utf8:
                HoldBackUtf8(data);
                break;
            case NodeEncoding.Utf16Le when data.Length % 2 == 1:
                Missing = Buffered = 1;
                break;
            case NodeEncoding.Utf16Le when (data[^1] & 0xFC) == 0xD8:
                Missing = Buffered = 2;
                break;
            case NodeEncoding.Base64 or NodeEncoding.Base64Url when data.Length % 3 != 0:
                Buffered = (byte)(data.Length % 3);
                Missing = (byte)(3 - Buffered);
                break;
        }
    }

    private void HoldBackUtf8(ReadOnlySpan<byte> data)
    {
        for (var count = 1; count <= Math.Min(data.Length, IncompleteEnd - 1); count++)
        {
            var b = data[^count];
            if ((b & 0xC0) == 0x80)
                continue;
            var length = (b & 0xE0) == 0xC0 ? 2 : (b & 0xF0) == 0xE0 ? 3 : (b & 0xF8) == 0xF0 ? 4 : 0;
            if (count < length)
            {
                Buffered = (byte)count;
                Missing = (byte)(length - count);
            }

            return;
        }
    }
}
