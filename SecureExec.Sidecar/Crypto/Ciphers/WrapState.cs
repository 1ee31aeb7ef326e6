using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>AES key wrapping (RFC 3394, 5649): each piece is a key by itself.</summary>
internal sealed class WrapState : CipherState
{
    private const int Half = 8;

    private readonly IWrapper _engine;
    private readonly bool _isWrapping, _isPadded;

    /// <param name="key">The key that wraps.</param>
    /// <param name="iv">What is checked when the key is unwrapped.</param>
    /// <param name="isWrapping">The direction.</param>
    /// <param name="isPadded">Whether keys may have any length.</param>
    /// <param name="isInverse">Whether the block cipher runs the other way.</param>
    public WrapState(byte[] key, byte[] iv, bool isWrapping, bool isPadded, bool isInverse)
    {
        (_isWrapping, _isPadded) = (isWrapping, isPadded);
        _engine = isPadded ? new Rfc5649WrapEngine(AesUtilities.CreateEngine()) : new Rfc3394WrapEngine(AesUtilities.CreateEngine(), isInverse);
        _engine.Init(isWrapping, new ParametersWithIV(new KeyParameter(key), iv));
    }

    public override byte[]? Update(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return [];
        var isPossible = _isWrapping ? _isPadded || data.Length >= 2 * Half && data.Length % Half == 0 : data.Length >= (_isPadded ? 2 : 3) * Half && data.Length % Half == 0;
        if (!isPossible)
            return null;
        try
        {
            return _isWrapping ? _engine.Wrap(data.ToArray(), 0, data.Length) : _engine.Unwrap(data.ToArray(), 0, data.Length);
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            return null;
        }
    }

    public override byte[] Final() => [];
}
