using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Utilities;

namespace SecureExec.Sidecar.Crypto;

/// <summary>A hash under way.</summary>
internal sealed class HashState
{
    private readonly IDigest _digest;
    private readonly int _length;

    /// <param name="name">OpenSSL's name of the function.</param>
    /// <param name="length">Bytes of the result; null: as many as the function has.</param>
    /// <param name="refusal">What to say when there is no such function.</param>
    /// <exception cref="CryptoFault">There is no such function, or it has no result of that length.</exception>
    public HashState(string name, int? length, string refusal = "Digest method not supported")
    {
        _digest = Digests.Create(name) ?? throw new CryptoFault(refusal);
        var usual = _digest is IXof ? _digest.GetDigestSize() / 2 : _digest.GetDigestSize();
        _length = length ?? usual;
        if (_digest is not IXof && _length != usual)
            throw CryptoFault.OpenSsl(0x030000B2, "digital envelope routines", "not XOF or invalid length", "EVP_");
    }

    private HashState(IDigest digest, int length) => (_digest, _length) = (digest, length);

    public void Update(ReadOnlySpan<byte> bytes) => _digest.BlockUpdate(bytes);

    /// <summary>The same state once more, with another length of the result.</summary>
    /// <exception cref="CryptoFault">The function has no result of that length.</exception>
    public HashState Copy(int? length)
    {
        if (length is { } wanted && wanted != _length && _digest is not IXof)
            throw CryptoFault.OpenSsl(0x030000B2, "digital envelope routines", "not XOF or invalid length", "EVP_");
        return new HashState((IDigest)((IMemoable)_digest).Copy(), length ?? _length);
    }

    /// <summary>The result; then the state begins anew.</summary>
    public byte[] Finish()
    {
        var result = new byte[_length];
        if (_digest is IXof xof)
            xof.OutputFinal(result);
        else
            _digest.DoFinal(result);
        return result;
    }
}
