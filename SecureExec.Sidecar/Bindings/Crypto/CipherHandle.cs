using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Ciphers;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>CipherBase</c>, whose <see cref="Bytes"/> are counted in already: Node's rules of what may follow on what. Loop's thread.</summary>
internal sealed class CipherHandle(Realm realm, CipherSpec spec, byte[] key, byte[] iv, bool isEncrypting, int? tagLength) : IDisposable
{
    /// <summary>What one is counted with: keys, tables and blocks under way.</summary>
    public const long Bytes = 8 * 1024;

    private const int Piece = 4 << 20;

    private CipherState? _state = spec.Begin(key, iv, isEncrypting, tagLength ?? AeadState.MaxTag);
    private byte[]? _tag;
    private long _counted = Bytes;

    /// <summary>Whether the end was not reached yet.</summary>
    public bool IsOpen => _state != null;

    public CipherSpec Spec => spec;

    /// <summary>The tag of what was encrypted; null: there is none, or not yet.</summary>
    public byte[]? FinishedTag => isEncrypting && _state == null ? _tag : null;

    /// <summary>Whether padding can be changed; it is.</summary>
    public bool SetPadding(bool isPadded)
    {
        if (_state is BlockCipherState blocks)
            blocks.IsPadded = isPadded;
        return _state != null;
    }

    /// <summary>Takes the tag that the data must fit to. Null: it is too late, or there is nothing to prove.</summary>
    /// <exception cref="CryptoFault">Tags have another length.</exception>
    public bool SetTag(byte[] tag)
    {
        if (_state == null || !spec.IsAuthenticated || isEncrypting || _tag != null)
            return false;
        if (tag.Length != (tagLength ?? AeadState.MaxTag))
            throw InvalidTag(tag.Length);
        _tag = tag;
        return true;
    }

    /// <summary>Takes data that are proved but not encrypted.</summary>
    /// <param name="data">The data.</param>
    /// <param name="length">Bytes that the message will have; null: it is not said.</param>
    /// <exception cref="CryptoFault">Mode CCM must know the length first, or holds more than it may.</exception>
    public bool AddAad(byte[] data, int? length)
    {
        if (_state is not AeadState state)
            return false;
        if (state is not CcmState ccm)
            return state.AddAad(data);
        if (length == null)
            throw new CryptoFault("options.plaintextLength required for CCM mode with AAD", "ERR_MISSING_ARGS", CryptoFaultKind.TypeError);
        CheckLength(ccm, length.Value);
        if (!realm.State<ExternalMemory>().Take(realm, data.Length))
            throw new CryptoFault("Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED", CryptoFaultKind.RangeError);
        _counted += data.Length;
        ccm.Length = length;
        return ccm.AddAad(data);
    }

    /// <summary>Takes the next piece.</summary>
    /// <exception cref="CryptoFault">The message is too long, or nothing may follow.</exception>
    public byte[] Update(byte[] data) => Take(data) ?? throw new CryptoFault("Trying to add data in unsupported state");

    /// <summary>The end.</summary>
    /// <exception cref="CryptoFault">The data are not as they should be.</exception>
    public byte[] Final()
    {
        if (_state is not { } state)
            throw new CryptoFault("Invalid state", "ERR_CRYPTO_INVALID_STATE");
        _state = null;
        if (state is CcmState ccm)
            ccm.Expected = _tag;
        var last = state.Final();
        if (state is AeadState aead)
        {
            if (isEncrypting)
                _tag = aead.Tag[..(tagLength ?? AeadState.MaxTag)];
            else if (_tag == null || !aead.Accepts(_tag))
                throw new CryptoFault("Unsupported state or unable to authenticate data");
        }
        return last;
    }

    public void Dispose()
    {
        if (_counted > 0)
            realm.State<ExternalMemory>().Give(realm, _counted);
        _counted = 0;
    }

    /// <summary>Tags have no such length.</summary>
    public static CryptoFault InvalidTag(long length) => new($"Invalid authentication tag length: {length}", "ERR_CRYPTO_INVALID_AUTH_TAG", CryptoFaultKind.TypeError);

    private byte[]? Take(byte[] data)
    {
        switch (_state)
        {
            case null:
                return null;
            case CcmState ccm:
                CheckLength(ccm, data.Length);
                ccm.Expected = _tag;
                return ccm.Update(data);
            case WrapState wrap:
                return wrap.Update(data);
        }
        if (data.Length <= Piece)
            return _state.Update(data);
        using var output = new MemoryStream(data.Length);
        for (var at = 0; at < data.Length && !realm.Guest.Loop.Stopped; at += Piece)
            output.Write(_state.Update(data.AsSpan(at, Math.Min(Piece, data.Length - at))));
        return output.ToArray();
    }

    private static void CheckLength(CcmState ccm, int length)
    {
        if (length > ccm.MaxLength)
            throw new CryptoFault("Invalid message length", "ERR_CRYPTO_INVALID_MESSAGELEN", CryptoFaultKind.RangeError);
    }
}
