using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>
/// AES-GCM (NIST SP 800-38D) whose bytes go out as they come in. The library's own works in blocks and decrypts only before a tag: here one of its ciphers encrypts zeros, which
/// is the key stream, and another one the plain text, which gives the tag in both directions.
/// </summary>
internal sealed class GcmState : AeadState
{
    private const int Block = 16, Piece = 64 * Block;

    private static readonly byte[] Zeros = new byte[Piece];

    private readonly GcmBlockCipher _stream, _proof;
    private readonly byte[] _keys = new byte[Piece + Block], _scratch = new byte[Piece + 2 * Block];
    private readonly bool _isEncrypting;
    private byte[] _tag = [];
    private int _keysAt, _keysEnd;
    private bool _hasData;

    public GcmState(byte[] key, byte[] iv, bool isEncrypting)
    {
        (_stream, _proof, _isEncrypting) = (Create(key, iv), Create(key, iv), isEncrypting);
    }

    public override byte[] Tag => _tag;

    public override bool AddAad(ReadOnlySpan<byte> data)
    {
        if (_hasData)
            return false;
        _proof.ProcessAadBytes(data);
        return true;
    }

    public override byte[] Update(ReadOnlySpan<byte> data)
    {
        _hasData |= !data.IsEmpty;
        var result = new byte[data.Length];
        for (var at = 0; at < data.Length;)
        {
            if (_keysAt == _keysEnd)
                (_keysAt, _keysEnd) = (0, _stream.ProcessBytes(Zeros.AsSpan(0, Math.Min(Piece, (data.Length - at + Block - 1) / Block * Block)), _keys));
            var count = Math.Min(_keysEnd - _keysAt, data.Length - at);
            var input = data.Slice(at, count);
            var output = result.AsSpan(at, count);
            for (var i = 0; i < count; i++)
                output[i] = (byte)(input[i] ^ _keys[_keysAt + i]);
            _proof.ProcessBytes(_isEncrypting ? input : output, _scratch);
            (_keysAt, at) = (_keysAt + count, at + count);
        }
        return result;
    }

    public override byte[] Final()
    {
        _proof.DoFinal(_scratch);
        _tag = _proof.GetMac();
        return [];
    }

    private static GcmBlockCipher Create(byte[] key, byte[] iv)
    {
        var cipher = new GcmBlockCipher(AesUtilities.CreateEngine());
        cipher.Init(true, new AeadParameters(new KeyParameter(key), MaxTag * 8, iv));
        return cipher;
    }
}
