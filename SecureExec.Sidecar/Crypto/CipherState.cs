using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto;

/// <summary>An encryption or decryption under way, with Node's rules of what comes when.</summary>
internal sealed class CipherState : IDisposable
{
    private const int TagBytes = 16, MaxTagBytes = 16;

    private readonly CipherKind _kind;
    private readonly bool _isEncryption;
    private readonly byte[] _key, _iv;
    private readonly int _tagLength;
    private readonly MemoryStream _associated = new();
    private readonly Func<long, bool> _take;
    private readonly Action<long> _give;
    private IBufferedCipher? _cipher;
    private IAeadCipher? _stream, _authenticator;
    private byte[]? _tag;
    private bool _pads = true, _begun, _finished;

    /// <param name="kind">The cipher.</param>
    /// <param name="isEncryption">Which way.</param>
    /// <param name="key">The key.</param>
    /// <param name="iv">The initialization vector; null: none.</param>
    /// <param name="tagLength">Bytes of the tag; null: the usual number.</param>
    /// <param name="take">Counts memory for associated data in; false: it is too much.</param>
    /// <param name="give">Counts it out.</param>
    /// <exception cref="CryptoFault">A length is wrong.</exception>
    public CipherState(CipherKind kind, bool isEncryption, byte[] key, byte[]? iv, int? tagLength, Func<long, bool> take, Action<long> give)
    {
        (_take, _give) = (take, give);
        (_kind, _isEncryption, _key, _iv, _tagLength) = (kind, isEncryption, key, iv ?? [], tagLength ?? TagBytes);
        if (key.Length != kind.KeyBytes)
            throw new CryptoFault("Invalid key length", "ERR_CRYPTO_INVALID_KEYLEN", CryptoFaultKind.RangeError);
        var fits = kind.Name == "chacha20-poly1305" ? _iv.Length == kind.IvBytes : kind.IsAuthenticated ? _iv.Length > 0 : _iv.Length == kind.IvBytes;
        if (!fits || iv == null && kind.IvBytes > 0)
            throw new CryptoFault("Invalid initialization vector", "ERR_CRYPTO_INVALID_IV", CryptoFaultKind.TypeError);
        if (kind.IsAuthenticated && !IsTagLength(_tagLength))
            throw new CryptoFault($"Invalid authentication tag length: {_tagLength}", "ERR_CRYPTO_INVALID_AUTH_TAG", CryptoFaultKind.TypeError);
    }

    /// <summary>Whether a tag is made or checked.</summary>
    public bool IsAuthenticated => _kind.IsAuthenticated;

    /// <summary>Whether the last block is filled up. False: it is too late to say.</summary>
    public bool SetPadding(bool pads)
    {
        if (_finished)
            return false;
        _pads = pads;
        return true;
    }

    /// <summary>Adds what is authenticated and not encrypted. False: it is too late.</summary>
    public bool AddAssociated(ReadOnlySpan<byte> data)
    {
        if (!IsAuthenticated || _begun || _finished)
            return false;
        if (!_take(data.Length))
            throw new CryptoFault("Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED", CryptoFaultKind.RangeError);
        _associated.Write(data);
        return true;
    }

    public void Dispose()
    {
        _give(_associated.Length);
        _associated.SetLength(0);
    }

    /// <summary>The tag that must come out. False: it is no time for it.</summary>
    /// <exception cref="CryptoFault">It has a wrong length.</exception>
    public bool SetTag(byte[] tag)
    {
        if (!IsAuthenticated || _isEncryption || _tag != null || _finished)
            return false;
        if (!IsTagLength(tag.Length))
            throw new CryptoFault($"Invalid authentication tag length: {tag.Length}", "ERR_CRYPTO_INVALID_AUTH_TAG", CryptoFaultKind.TypeError);
        _tag = tag;
        return true;
    }

    /// <summary>The tag of what was encrypted; null: there is none yet.</summary>
    public byte[]? Tag => _finished && _isEncryption && IsAuthenticated ? _tag![.._tagLength] : null;

    /// <summary>Works on the next piece.</summary>
    /// <exception cref="CryptoFault">It was finished.</exception>
    public byte[] Update(byte[] data)
    {
        if (_finished)
            throw new CryptoFault("Trying to add data in unsupported state");
        Begin();
        if (!IsAuthenticated)
            return _cipher!.ProcessBytes(data) ?? [];
        var made = Run(_stream!, data);
        // The tag is one of the encrypted form: while decrypting, it is made by encrypting once more.
        if (_authenticator != null)
            Run(_authenticator, made);
        return made;
    }

    /// <summary>Works on what is left.</summary>
    /// <exception cref="CryptoFault">Something is left that must not, or the tag is wrong.</exception>
    public byte[] Finish()
    {
        if (_finished)
            throw new CryptoFault("Unsupported state", "ERR_CRYPTO_INVALID_STATE");
        Begin();
        _finished = true;
        if (!IsAuthenticated)
            return FinishBlocks();
        var authenticator = _authenticator ?? _stream!;
        var rest = new byte[authenticator.GetOutputSize(0)];
        authenticator.DoFinal(rest, 0);
        var made = authenticator.GetMac();
        if (_isEncryption)
            _tag = made;
        else if (_tag == null || !Org.BouncyCastle.Utilities.Arrays.FixedTimeEquals(_tag, made[.._tag.Length]))
            throw new CryptoFault("Unsupported state or unable to authenticate data");
        return [];
    }

    private bool IsTagLength(int length) => _kind.Mode == "gcm" ? length is 4 or 8 or (>= 12 and <= MaxTagBytes) : length is >= 1 and <= MaxTagBytes;

    private static byte[] Run(IAeadCipher cipher, byte[] data)
    {
        var made = new byte[cipher.GetUpdateOutputSize(data.Length)];
        var count = cipher.ProcessBytes(data, 0, data.Length, made, 0);
        if (count == data.Length)
            return made.Length == count ? made : made[..count];
        return made[..count];
    }

    private byte[] FinishBlocks()
    {
        try
        {
            return _cipher!.DoFinal() ?? [];
        }
        catch (DataLengthException)
        {
            throw CryptoFault.OpenSsl(0x1C80006B, "Provider routines", "wrong final block length");
        }
        catch (CryptoException)
        {
            throw CryptoFault.OpenSsl(0x1C800064, "Provider routines", "bad decrypt");
        }
    }

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        var key = new KeyParameter(_key);
        switch (_kind.Mode)
        {
            case "ecb" or "cbc":
                IBlockCipherMode mode = _kind.Mode == "ecb" ? new EcbBlockCipher(Org.BouncyCastle.Crypto.AesUtilities.CreateEngine()) : new CbcBlockCipher(Org.BouncyCastle.Crypto.AesUtilities.CreateEngine());
                _cipher = _pads ? new PaddedBufferedBlockCipher(mode, new Pkcs7Padding()) : new BufferedBlockCipher(mode);
                break;
            case "ctr":
                _cipher = new BufferedBlockCipher(new SicBlockCipher(Org.BouncyCastle.Crypto.AesUtilities.CreateEngine()));
                break;
            default:
                _stream = NewAuthenticated();
                if (!_isEncryption)
                    _authenticator = NewAuthenticated();
                return;
        }
        _cipher.Init(_isEncryption, _iv.Length == 0 ? key : new ParametersWithIV(key, _iv));
    }

    private IAeadCipher NewAuthenticated()
    {
        IAeadCipher cipher = _kind.Mode == "gcm" ? new GcmBlockCipher(Org.BouncyCastle.Crypto.AesUtilities.CreateEngine()) : new ChaCha20Poly1305();
        cipher.Init(true, new AeadParameters(new KeyParameter(_key), TagBytes * 8, _iv, _associated.ToArray()));
        return cipher;
    }
}
