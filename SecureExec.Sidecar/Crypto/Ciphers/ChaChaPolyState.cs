using System.Buffers.Binary;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>ChaCha20-Poly1305 (RFC 8439) whose bytes go out as they come in.</summary>
internal sealed class ChaChaPolyState : AeadState
{
    private const int StreamBlock = 64, KeyBytes = 32, Pad = 16;

    private readonly ChaCha7539Engine _stream = new();
    private readonly Poly1305 _mac = new();
    private readonly bool _isEncrypting;
    private long _aadLength, _length;
    private byte[] _tag = [];

    public ChaChaPolyState(byte[] key, byte[] iv, bool isEncrypting)
    {
        _isEncrypting = isEncrypting;
        _stream.Init(true, new ParametersWithIV(new KeyParameter(key), iv));
        var first = new byte[StreamBlock];
        _stream.ProcessBytes(new byte[StreamBlock], first);
        _mac.Init(new KeyParameter(first, 0, KeyBytes));
    }

    public override byte[] Tag => _tag;

    public override bool AddAad(ReadOnlySpan<byte> data)
    {
        if (_length > 0)
            return false;
        _mac.BlockUpdate(data);
        _aadLength += data.Length;
        return true;
    }

    public override byte[] Update(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return [];
        if (_length == 0)
            Align(_aadLength);
        var result = new byte[data.Length];
        _stream.ProcessBytes(data, result);
        _mac.BlockUpdate(_isEncrypting ? result : data);
        _length += data.Length;
        return result;
    }

    public override byte[] Final()
    {
        Align(_length == 0 ? _aadLength : _length);
        Span<byte> lengths = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(lengths, _aadLength);
        BinaryPrimitives.WriteInt64LittleEndian(lengths[sizeof(long)..], _length);
        _mac.BlockUpdate(lengths);
        _tag = new byte[MaxTag];
        _mac.DoFinal(_tag);
        return [];
    }

    private void Align(long length) => _mac.BlockUpdate(new byte[(Pad - length % Pad) % Pad]);
}
