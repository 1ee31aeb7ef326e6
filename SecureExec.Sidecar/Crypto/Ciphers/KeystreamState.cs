using Org.BouncyCastle.Crypto;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>CTR, OFB and CFB: each byte goes out as it comes in.</summary>
internal sealed class KeystreamState(IBlockCipher engine, byte[] iv, CipherMode mode, bool isEncrypting) : CipherState
{
    private readonly byte[] _register = [.. iv];
    private readonly byte[] _stream = new byte[iv.Length];
    private int _used = iv.Length;

    public override byte[] Update(ReadOnlySpan<byte> data)
    {
        var result = new byte[data.Length];
        for (var i = 0; i < data.Length; i++)
        {
            if (_used == _stream.Length)
                Refill();
            result[i] = (byte)(data[i] ^ _stream[_used]);
            if (mode is CipherMode.Cfb or CipherMode.Cfb8)
                Feed(isEncrypting ? result[i] : data[i]);
            else
                _used++;
        }
        return result;
    }

    public override byte[] Final() => [];

    private void Refill()
    {
        engine.ProcessBlock(_register, _stream);
        _used = 0;
        if (mode == CipherMode.Ofb)
            _stream.CopyTo(_register, 0);
        for (var i = _register.Length - 1; mode == CipherMode.Ctr && i >= 0 && ++_register[i] == 0; i--)
        {
        }
    }

    private void Feed(byte encrypted)
    {
        if (mode == CipherMode.Cfb)
        {
            _register[_used++] = encrypted;
            return;
        }
        _register.AsSpan(1).CopyTo(_register);
        _register[^1] = encrypted;
        _used = _stream.Length;
    }
}
