using System.Numerics;
using Org.BouncyCastle.Crypto;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>OCB (RFC 7253). Whole blocks go out as they come in; the library's own decrypts only before a tag.</summary>
internal sealed class OcbState : AeadState
{
    private const int Block = 16;

    private readonly IBlockCipher _encryptor, _decryptor;
    private readonly List<byte[]> _doubles = [];
    private readonly byte[] _star, _dollar, _offset, _checksum = new byte[Block], _held = new byte[Block];
    private readonly byte[] _aadOffset = new byte[Block], _aadSum = new byte[Block], _aadHeld = new byte[Block];
    private readonly bool _isEncrypting;
    private byte[] _tag = [];
    private ulong _blocks, _aadBlocks;
    private int _heldLength, _aadHeldLength;

    public OcbState(IBlockCipher encryptor, IBlockCipher decryptor, byte[] iv, bool isEncrypting, int tagLength)
    {
        (_encryptor, _decryptor, _isEncrypting) = (encryptor, decryptor, isEncrypting);
        _star = Encrypt(new byte[Block]);
        _dollar = Double(_star);
        _doubles.Add(Double(_dollar));
        _offset = FirstOffset(iv, tagLength);
    }

    public override byte[] Tag => _tag;

    public override bool AddAad(ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            if (_aadHeldLength == Block)
                HashBlock();
            _aadHeld[_aadHeldLength++] = value;
        }
        if (_aadHeldLength == Block)
            HashBlock();
        return true;
    }

    public override byte[] Update(ReadOnlySpan<byte> data)
    {
        var result = new byte[(_heldLength + data.Length) / Block * Block];
        var at = 0;
        foreach (var value in data)
        {
            _held[_heldLength++] = value;
            if (_heldLength < Block)
                continue;
            ProcessBlock(result.AsSpan(at, Block));
            (_heldLength, at) = (0, at + Block);
        }
        return result;
    }

    public override byte[] Final()
    {
        var last = new byte[_heldLength];
        if (_heldLength > 0)
        {
            Xor(_offset, _star);
            var pad = Encrypt(_offset);
            for (var i = 0; i < _heldLength; i++)
                last[i] = (byte)(_held[i] ^ pad[i]);
            var plain = _isEncrypting ? _held.AsSpan(0, _heldLength) : last;
            for (var i = 0; i < _heldLength; i++)
                _checksum[i] ^= plain[i];
            _checksum[_heldLength] ^= 0x80;
        }
        if (_aadHeldLength > 0)
        {
            _aadHeld.AsSpan(_aadHeldLength).Clear();
            _aadHeld[_aadHeldLength] = 0x80;
            Xor(_aadOffset, _star);
            Xor(_aadHeld, _aadOffset);
            Xor(_aadSum, Encrypt(_aadHeld));
        }
        Xor(_checksum, _offset);
        Xor(_checksum, _dollar);
        _tag = Encrypt(_checksum);
        Xor(_tag, _aadSum);
        return last;
    }

    private byte[] FirstOffset(byte[] iv, int tagLength)
    {
        var nonce = new byte[Block];
        nonce[0] = (byte)(tagLength * 8 % 128 << 1);
        iv.CopyTo(nonce, Block - iv.Length);
        nonce[Block - 1 - iv.Length] |= 1;
        var bottom = nonce[^1] & 0x3f;
        nonce[^1] &= 0xc0;
        var top = Encrypt(nonce);
        var stretch = new byte[Block + Block / 2 + 1];
        top.CopyTo(stretch, 0);
        for (var i = 0; i < Block / 2; i++)
            stretch[Block + i] = (byte)(top[i] ^ top[i + 1]);
        var (bytes, bits) = (bottom / 8, bottom % 8);
        var offset = new byte[Block];
        for (var i = 0; i < Block; i++)
            offset[i] = (byte)(stretch[bytes + i] << bits | stretch[bytes + i + 1] >> (8 - bits));
        return offset;
    }

    private void ProcessBlock(Span<byte> output)
    {
        Xor(_offset, DoubleOf(++_blocks));
        if (_isEncrypting)
            Xor(_checksum, _held);
        Xor(_held, _offset);
        (_isEncrypting ? _encryptor : _decryptor).ProcessBlock(_held, output);
        Xor(output, _offset);
        if (!_isEncrypting)
            Xor(_checksum, output);
    }

    private void HashBlock()
    {
        Xor(_aadOffset, DoubleOf(++_aadBlocks));
        Xor(_aadHeld, _aadOffset);
        Xor(_aadSum, Encrypt(_aadHeld));
        _aadHeldLength = 0;
    }

    private byte[] DoubleOf(ulong block)
    {
        var index = BitOperations.TrailingZeroCount(block);
        while (_doubles.Count <= index)
            _doubles.Add(Double(_doubles[^1]));
        return _doubles[index];
    }

    private byte[] Encrypt(byte[] block)
    {
        var result = new byte[Block];
        _encryptor.ProcessBlock(block, result);
        return result;
    }

    private static byte[] Double(byte[] block)
    {
        var result = new byte[Block];
        for (var i = 0; i < Block; i++)
            result[i] = (byte)(block[i] << 1 | (i + 1 < Block ? block[i + 1] >> 7 : 0));
        if ((block[0] & 0x80) != 0)
            result[^1] ^= 0x87;
        return result;
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < Block; i++)
            target[i] ^= other[i];
    }
}
