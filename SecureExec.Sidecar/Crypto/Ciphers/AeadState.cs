namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>A cipher that proves what it encrypts, and further data beside.</summary>
internal abstract class AeadState : CipherState
{
    /// <summary>Bytes of the longest tag.</summary>
    public const int MaxTag = 16;

    /// <summary>Takes data that are proved but not encrypted; false: it is too late for them.</summary>
    public abstract bool AddAad(ReadOnlySpan<byte> data);

    /// <summary>The whole tag, after <see cref="CipherState.Final"/>.</summary>
    public abstract byte[] Tag { get; }

    /// <summary>Whether the data are the ones that a tag was made for, after <see cref="CipherState.Final"/>.</summary>
    public virtual bool Accepts(ReadOnlySpan<byte> tag) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Tag.AsSpan(0, tag.Length), tag);
}
