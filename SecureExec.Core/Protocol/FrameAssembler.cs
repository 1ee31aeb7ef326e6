using System.Buffers.Binary;

namespace SecureExec.Protocol;

/// <summary>Cuts a byte stream into frames. A frame's length is checked before its array is made; each payload is an array of its own, given away.</summary>
internal sealed class FrameAssembler
{
    private readonly byte[] _header = new byte[ProtocolLimits.HeaderBytes];
    private int _headerFilled;
    private byte[]? _payload;
    private int _payloadFilled;

    /// <summary>Takes bytes off the front of <paramref name="data"/>. True when a frame is complete; call again with the rest.</summary>
    /// <exception cref="ProtocolException">A length is invalid.</exception>
    internal bool TryTake(ref ReadOnlySpan<byte> data, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        if (_payload is null)
        {
            int take = Math.Min(data.Length, _header.Length - _headerFilled);
            data[..take].CopyTo(_header.AsSpan(_headerFilled));
            _headerFilled += take;
            data = data[take..];
            if (_headerFilled < _header.Length) return false;
            _payload = new byte[MessageCodec.CheckLength(BinaryPrimitives.ReadUInt32LittleEndian(_header))];
            _payloadFilled = 0;
        }
        int copy = Math.Min(data.Length, _payload.Length - _payloadFilled);
        data[..copy].CopyTo(_payload.AsSpan(_payloadFilled));
        _payloadFilled += copy;
        data = data[copy..];
        if (_payloadFilled < _payload.Length) return false;
        payload = _payload;
        _payload = null;
        _headerFilled = 0;
        return true;
    }
}
