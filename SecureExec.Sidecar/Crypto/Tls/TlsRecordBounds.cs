using System.Buffers.Binary;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Where records end in a stream that comes in pieces: a program reads the contents of one record at a time, as from OpenSSL.</summary>
internal sealed class TlsRecordBounds
{
    private const int Header = 5, LengthAt = 3;

    private readonly byte[] _header = new byte[Header];
    private int _headerLength, _rest;

    /// <summary>Bytes at the beginning of a piece that belong to the current record; at least one.</summary>
    public int Next(ReadOnlySpan<byte> data)
    {
        var taken = Math.Min(Header - _headerLength, data.Length);
        if (taken > 0)
        {
            data[..taken].CopyTo(_header.AsSpan(_headerLength));
            _headerLength += taken;
            if (_headerLength < Header)
                return taken;
            _rest = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(LengthAt));
        }
        var body = Math.Min(_rest, data.Length - taken);
        _rest -= body;
        if (_rest == 0)
            _headerLength = 0;
        return taken + body;
    }
}
