namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>An encryption or decryption under way. What each call returns is what OpenSSL's returns.</summary>
internal abstract class CipherState
{
    /// <summary>Takes the next piece; null: it cannot.</summary>
    public abstract byte[]? Update(ReadOnlySpan<byte> data);

    /// <summary>What is left at the end.</summary>
    /// <exception cref="CryptoFault">The data do not end where they should.</exception>
    public abstract byte[] Final();
}
