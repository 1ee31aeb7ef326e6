using Org.BouncyCastle.Crypto;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>ECB and CBC with PKCS#7 padding. Decrypting with padding, the last whole block is held back until it is known whether another follows.</summary>
internal sealed class BlockCipherState(IBlockCipher engine, byte[]? iv, bool isEncrypting) : CipherState
{
    private readonly int _size = engine.GetBlockSize();
    private readonly byte[] _chain = [.. iv ?? []];
    private readonly byte[] _held = new byte[engine.GetBlockSize()];
    private int _heldLength;

    /// <summary>Whether the end is padded.</summary>
    public bool IsPadded { get; set; } = true;

    public override byte[] Update(ReadOnlySpan<byte> data)
    {
        var whole = (_heldLength + data.Length) / _size * _size;
        if (!isEncrypting && IsPadded && whole > 0 && whole == _heldLength + data.Length)
            whole -= _size;
        var result = new byte[whole];
        for (var at = 0; at < whole; at += _size)
        {
            if (_heldLength > 0)
            {
                var missing = _size - _heldLength;
                data[..missing].CopyTo(_held.AsSpan(_heldLength));
                data = data[missing..];
                _heldLength = 0;
                Process(_held, result.AsSpan(at));
            }
            else
            {
                Process(data[.._size], result.AsSpan(at));
                data = data[_size..];
            }
        }
        data.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += data.Length;
        return result;
    }

    public override byte[] Final()
    {
        if (!IsPadded)
            return _heldLength == 0 ? [] : throw WrongLength();
        var result = new byte[_size];
        if (isEncrypting)
        {
            _held.AsSpan(_heldLength).Fill((byte)(_size - _heldLength));
            Process(_held, result);
            return result;
        }
        if (_heldLength != _size)
            throw WrongLength();
        Process(_held, result);
        int padding = result[^1];
        if (padding == 0 || padding > _size || result.AsSpan(_size - padding).ContainsAnyExcept((byte)padding))
            throw CryptoFault.OpenSsl(0x1C800064, "Provider routines", "bad decrypt");
        return result[..(_size - padding)];
    }

    private static CryptoFault WrongLength() => CryptoFault.OpenSsl(0x1C80006B, "Provider routines", "wrong final block length");

    private void Process(ReadOnlySpan<byte> block, Span<byte> output)
    {
        if (_chain.Length == 0)
        {
            engine.ProcessBlock(block, output);
            return;
        }
        if (isEncrypting)
        {
            Xor(_chain, block);
            engine.ProcessBlock(_chain, output);
            output[.._size].CopyTo(_chain);
            return;
        }
        engine.ProcessBlock(block, output);
        Xor(output, _chain);
        block[.._size].CopyTo(_chain);
    }

    private void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < _size; i++)
            target[i] ^= other[i];
    }
}
