using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>AES-CCM (RFC 3610): all in one piece. Decrypting, the tag must be there before the data.</summary>
internal sealed class CcmState(byte[] key, byte[] iv, bool isEncrypting, int tagLength) : AeadState
{
    private byte[] _tag = [], _aad = [];
    private bool _isOver, _isBroken;

    /// <summary>The longest message for a nonce: the longer the nonce, the shorter.</summary>
    public int MaxLength => iv.Length switch { 12 => (1 << 24) - 1, 13 => ushort.MaxValue, _ => int.MaxValue };

    /// <summary>Bytes that the message must have; null: as many as come.</summary>
    public int? Length { get; set; }

    /// <summary>Decrypting: the tag that must fit.</summary>
    public byte[]? Expected { get; set; }

    public override byte[] Tag => _tag;

    public override bool AddAad(ReadOnlySpan<byte> data)
    {
        if (_isOver || _aad.Length > 0)
            return false;
        _aad = data.ToArray();
        return true;
    }

    public override byte[]? Update(ReadOnlySpan<byte> data)
    {
        if (_isOver || Length is { } length && length != data.Length)
            return null;
        _isOver = true;
        if (!isEncrypting && Expected == null)
            return Break();
        byte[] input = isEncrypting ? data.ToArray() : [.. data, .. Expected!];
        var cipher = new CcmBlockCipher(AesUtilities.CreateEngine());
        cipher.Init(isEncrypting, new AeadParameters(new KeyParameter(key), tagLength * 8, iv, _aad));
        try
        {
            var output = cipher.ProcessPacket(input, 0, input.Length);
            if (!isEncrypting)
                return output;
            _tag = output[data.Length..];
            return output[..data.Length];
        }
        catch (InvalidCipherTextException)
        {
            return Break();
        }
    }

    public override byte[] Final()
    {
        if (!_isOver && isEncrypting)
            Update([]);
        _isBroken |= !_isOver;
        return [];
    }

    /// <summary>It was told when the data came; without a call for them, were they empty, nothing was.</summary>
    public override bool Accepts(ReadOnlySpan<byte> tag) => !_isBroken;

    private byte[] Break()
    {
        _isBroken = true;
        return [];
    }
}
