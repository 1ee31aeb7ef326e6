using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;

namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>A symmetric cipher.</summary>
/// <param name="Name">OpenSSL's name of the object.</param>
/// <param name="Nid">OpenSSL's number of it.</param>
/// <param name="Mode">How it goes from block to block.</param>
/// <param name="KeyLength">Bytes of the key.</param>
/// <param name="IvLength">Bytes of the initialization vector; 0: it has none.</param>
/// <param name="BlockSize">Bytes that go together, as OpenSSL tells; 0: it does not say.</param>
internal sealed record CipherSpec(string Name, int Nid, CipherMode Mode, int KeyLength, int IvLength, int BlockSize)
{
    private const int MaxGcmIv = 128, MaxOcbIv = 15, MinCcmIv = 7, MaxCcmIv = 13;

    /// <summary>Whether it proves that what it encrypts was not changed.</summary>
    public bool IsAuthenticated => Mode is CipherMode.Gcm or CipherMode.Ccm or CipherMode.Ocb or CipherMode.Poly1305;

    /// <summary>Node's name of the mode.</summary>
    public string ModeName => Mode switch
    {
        CipherMode.Poly1305 => "stream",
        CipherMode.WrapPad => "wrap",
        CipherMode.Cfb8 => "cfb",
        _ => Mode.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether initialization vectors may have a length.</summary>
    public bool TakesIv(int length) => Mode switch
    {
        CipherMode.Gcm => length is > 0 and <= MaxGcmIv,
        CipherMode.Ocb => length is > 0 and <= MaxOcbIv,
        CipherMode.Ccm => length is >= MinCcmIv and <= MaxCcmIv,
        _ => length == IvLength,
    };

    /// <summary>Whether tags may have a length.</summary>
    public bool TakesTag(int length) => Mode switch
    {
        CipherMode.Gcm => length is 4 or 8 or >= 12 and <= 16,
        CipherMode.Ccm => length is >= 4 and <= 16 && length % 2 == 0,
        _ => length is >= 1 and <= 16,
    };

    /// <summary>The block cipher beneath, with a key.</summary>
    public IBlockCipher Engine(byte[] key, bool isEncrypting)
    {
        IBlockCipher engine = Name.StartsWith("des", StringComparison.Ordinal) ? new DesEdeEngine() : AesUtilities.CreateEngine();
        engine.Init(isEncrypting, new Org.BouncyCastle.Crypto.Parameters.KeyParameter(key));
        return engine;
    }

    /// <summary>Begins.</summary>
    /// <param name="key">As long as <see cref="KeyLength"/>.</param>
    /// <param name="iv">Of a length that <see cref="TakesIv"/>.</param>
    /// <param name="isEncrypting">The direction.</param>
    /// <param name="tagLength">Bytes of the tag, where there is one.</param>
    public CipherState Begin(byte[] key, byte[] iv, bool isEncrypting, int tagLength) => Mode switch
    {
        CipherMode.Ecb or CipherMode.Cbc => new BlockCipherState(Engine(key, isEncrypting), Mode == CipherMode.Cbc ? iv : null, isEncrypting),
        CipherMode.Gcm => new GcmState(key, iv, isEncrypting),
        CipherMode.Ccm => new CcmState(key, iv, isEncrypting, tagLength),
        CipherMode.Ocb => new OcbState(Engine(key, true), Engine(key, false), iv, isEncrypting, tagLength),
        CipherMode.Wrap or CipherMode.WrapPad => new WrapState(key, iv, isEncrypting, Mode == CipherMode.WrapPad, Name.EndsWith("-inv", StringComparison.Ordinal)),
        CipherMode.Poly1305 => new ChaChaPolyState(key, iv, isEncrypting),
        _ => new KeystreamState(Engine(key, true), iv, Mode, isEncrypting),
    };
}
